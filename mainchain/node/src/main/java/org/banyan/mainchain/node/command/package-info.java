/** The product's commands and their settings. */
@NullMarked
package org.banyan.mainchain.node.command;

import org.jspecify.annotations.NullMarked;
