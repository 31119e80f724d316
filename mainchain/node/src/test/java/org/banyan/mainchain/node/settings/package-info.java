/** Settings that depend on the machine. */
@NullMarked
package org.banyan.mainchain.node.settings;

import org.jspecify.annotations.NullMarked;
