package org.banyan.node.chain;

import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** A block as it travels: with what it is accepted by. */
public record SealedBlock(Block block, Witness witness) {}
