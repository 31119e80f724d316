/** What {@code ops/} says of the product, held against the product. */
@NullMarked
package org.banyan.mainchain.node.deployment;

import org.jspecify.annotations.NullMarked;
