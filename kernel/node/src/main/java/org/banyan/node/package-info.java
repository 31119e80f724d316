/** The life of a node: chains, configuration, directories, operations. Links no driver: the product's class path brings them. DESIGN.md 1. */
@NullMarked
package org.banyan.node;

import org.jspecify.annotations.NullMarked;
