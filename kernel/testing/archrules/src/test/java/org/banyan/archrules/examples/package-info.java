/** Code that breaks or keeps the rules on purpose, so that a test can show that each rule has teeth. */
@NullMarked
package org.banyan.archrules.examples;

import org.jspecify.annotations.NullMarked;
