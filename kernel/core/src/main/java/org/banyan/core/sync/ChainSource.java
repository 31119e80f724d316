package org.banyan.core.sync;

import java.util.Optional;
import org.banyan.core.peers.Standing;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/** What this node has of the chain. Called by the chain's part of the peer protocol, implemented by the node over its store; never waits for the engine. */
public interface ChainSource {
    Standing standing();

    /** A stored header, whatever branch it is on. */
    Optional<Header> header(BlockId id);

    Optional<Block> block(BlockId id);

    Witness witness(BlockId id);

    /** Whether a witness seals a header, as far as the state after its parent is at hand; accepted when it is not, since the engine judges again. */
    Verdict checkSeal(Header header, Witness witness);

    /** Whether the producers that certify the children of the final block certified this block. */
    boolean isCertified(Certificate certificate);

    /** The final block at a height. */
    Optional<BlockId> finalAt(Height height);

    /** The newest snapshot that is served, if any is. */
    default Optional<SnapshotOffer> snapshot() {
        return Optional.empty();
    }

    /** At most so many bytes of a piece of a snapshot that is served, from an offset on; empty when there is no such piece or it is shorter. */
    default Optional<Bytes> snapshotPart(Hash manifest, int piece, long offset, int bytesMax) {
        return Optional.empty();
    }
}
