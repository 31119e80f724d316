package org.banyan.core.chain;

import java.util.List;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.types.BlockId;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** What the engine tells the node after an event; all of it is durable already. */
public sealed interface EngineEffect {
    /**
     * A valid block is stored: tell the peers.
     *
     * @param report how it was run here; nothing may depend on it but what people are told
     */
    record BlockStored(BlockId id, Block block, Witness witness, ExecutionReport report) implements EngineEffect {}

    /**
     * The head moved.
     *
     * @param reverted blocks that left the main branch, newest first
     * @param added blocks that joined it, oldest first
     */
    record HeadMoved(ForkChoice.Tip head, ForkChoice.Tip finalBlock, List<BlockId> reverted, List<BlockId> added)
            implements EngineEffect {
        public HeadMoved {
            reverted = List.copyOf(reverted);
            added = List.copyOf(added);
        }
    }

    /** These blocks are final now, oldest first. Never taken back. */
    record Finalized(List<BlockId> blocks) implements EngineEffect {
        public Finalized {
            blocks = List.copyOf(blocks);
        }
    }

    /** The witness of a block grew: tell agent and peers. */
    record WitnessGrew(ForkChoice.Tip block, ConsensusState parentState, Witness witness) implements EngineEffect {}

    /** These transactions left the pool without being included. */
    record TransactionsExpired(List<TransactionId> transactions) implements EngineEffect {
        public TransactionsExpired {
            transactions = List.copyOf(transactions);
        }
    }
}
