/** What every contract runtime does, and a runtime whose code is data: the second implementation of the port beside the trusted one. */
@NullMarked
package org.banyan.testkit.runtime;

import org.jspecify.annotations.NullMarked;
