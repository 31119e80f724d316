/** What the operator chose: settings with one name in flags, environment and files, each value with its source. Must not know what a value is used for. */
@NullMarked
package org.banyan.node.configuration;

import org.jspecify.annotations.NullMarked;
