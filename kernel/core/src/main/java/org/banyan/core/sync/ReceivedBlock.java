package org.banyan.core.sync;

import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** A block as a peer gave it: nothing of it is checked but its form. */
public record ReceivedBlock(NodeId from, BlockId id, Block block, Witness witness) {}
