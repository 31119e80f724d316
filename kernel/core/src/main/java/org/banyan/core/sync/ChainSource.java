package org.banyan.core.sync;

import java.util.Optional;
import org.banyan.core.peers.Standing;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** What this node has of the chain. Called by the chain's part of the peer protocol, implemented by the node over its store; never waits for the engine. */
public interface ChainSource {
    Standing standing();

    /** A stored header, whatever branch it is on. */
    Optional<Header> header(BlockId id);

    Optional<Block> block(BlockId id);

    Witness witness(BlockId id);

    /** The final block at a height. */
    Optional<BlockId> finalAt(Height height);
}
