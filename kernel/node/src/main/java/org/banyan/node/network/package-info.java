/** Binds the peer protocol of the kernel to a network driver and to the chains of this process. Decides nothing. */
@NullMarked
package org.banyan.node.network;

import org.jspecify.annotations.NullMarked;
