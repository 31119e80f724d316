package org.banyan.core.sync;

import java.util.List;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.Standing;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** What happens to a chain's part of the peer protocol. */
public sealed interface ChainEvent {
    // from peers

    record Joined(NodeId peer, Standing standing) implements ChainEvent {}

    record Left(NodeId peer) implements ChainEvent {}

    record Said(NodeId peer, ChainChannel channel, Bytes payload) implements ChainEvent {}

    // from the chain

    /** A block is stored here, made by this node or taken from elsewhere. */
    record Stored(BlockId id, Block block, Witness witness) implements ChainEvent {}

    record Grew(BlockId id, Witness witness) implements ChainEvent {}

    /** The agent wants the agents of peers to hear this. */
    record Spoke(Bytes message) implements ChainEvent {}

    /** A transaction is in the pool. */
    record Admitted(Bytes envelope) implements ChainEvent {}

    /** What became of blocks of {@link ChainEffect.Import}, as far as they were handed in. */
    record Handled(List<ReceivedBlock> blocks, List<ImportOutcome> outcomes) implements ChainEvent {
        public Handled {
            blocks = List.copyOf(blocks);
            outcomes = List.copyOf(outcomes);
        }
    }

    /** What became of transactions of {@link ChainEffect.Submit}, one verdict each; none when the chain was too busy. */
    record Judged(NodeId from, List<Bytes> envelopes, List<Verdict> verdicts) implements ChainEvent {
        public Judged {
            envelopes = List.copyOf(envelopes);
            verdicts = List.copyOf(verdicts);
        }
    }

    /** What became of a snapshot of {@link ChainEffect.Restore}. */
    record Restored(Hash manifest, Verdict verdict) implements ChainEvent {}

    record Tick(Timestamp now) implements ChainEvent {}
}
