package org.banyan.core.sync;

import java.util.List;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.Witness;

/** What a chain's part of the peer protocol wants done, in order. */
public sealed interface ChainEffect {
    record Send(NodeId to, ChainChannel channel, Bytes payload) implements ChainEffect {}

    /** Hand in these blocks, one after the other until one is not taken; answered by {@link ChainEvent.Handled}. */
    record Import(List<ReceivedBlock> blocks) implements ChainEffect {
        public Import {
            blocks = List.copyOf(blocks);
        }
    }

    record AddWitness(BlockId block, Witness witness) implements ChainEffect {}

    record Hear(Bytes message) implements ChainEffect {}

    /** Offer these to the pool; answered by {@link ChainEvent.Judged}. */
    record Submit(NodeId from, List<Bytes> envelopes) implements ChainEffect {
        public Submit {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** All pieces of a snapshot are kept: make the chain's store of it; answered by {@link ChainEvent.Restored}. */
    record Restore(Hash id, SnapshotManifest manifest, SnapshotTrail trail) implements ChainEffect {}

    record Broke(NodeId peer, PeerRule rule, String what) implements ChainEffect {}
}
