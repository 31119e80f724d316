/** What the product's chains are: the development chain, and how people write what consensus and system contracts define. */
@NullMarked
package org.banyan.mainchain.node.chain;

import org.jspecify.annotations.NullMarked;
