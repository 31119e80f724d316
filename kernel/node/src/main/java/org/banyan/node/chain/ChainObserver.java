package org.banyan.node.chain;

import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.execution.KeptExecution;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;

/** Is told what a chain does, for metrics and logs. Called on the chain's lane; must be quick and must not throw. */
public interface ChainObserver {
    /** Hears nothing. */
    ChainObserver NONE = new ChainObserver() {};

    default void effect(EngineEffect effect) {}

    /** A block that was run here is stored; follows its {@link EngineEffect.BlockStored}. */
    default void executed(BlockId block, KeptExecution execution) {}

    default void imported(ImportOutcome outcome, long nanos) {}

    /** This node produced a block; {@code nanos} from the agent's wish to the stored block. */
    default void produced(Header header, long nanos) {}

    default void notProducing(String reason) {}

    /** The agent has something to say to the operator. */
    default void report(String message) {}

    /** The agent wants the agents of the peers to hear this; see {@link org.banyan.consensus.AgentEffect.Send}. */
    default void said(Bytes message) {}

    default void submitted(Verdict verdict) {}

    /** A transaction, as its canonical envelope, is in the pool: tell the peers. */
    default void admitted(Bytes envelope) {}

    /** After each step. */
    default void stepped(ChainStatus status) {}
}
