/** Everything that an operator can choose for a node of this product. */
@NullMarked
package org.banyan.mainchain.node.settings;

import org.jspecify.annotations.NullMarked;
