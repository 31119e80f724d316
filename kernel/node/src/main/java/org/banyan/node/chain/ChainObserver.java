package org.banyan.node.chain;

import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.execution.KeptExecution;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.SignatureType;

/** Is told what a chain does, for metrics and logs. Called on the chain's lane; must be quick and must not throw. */
public interface ChainObserver {
    /** Hears nothing. */
    ChainObserver NONE = new ChainObserver() {};

    /** Where a transaction came from. */
    enum Origin {
        API,
        PEERS
    }

    /** What it takes to produce a block. */
    enum Step {
        BUILD,
        SIGN,
        STORE
    }

    default void effect(EngineEffect effect) {}

    /** A block that was run here is stored; follows its {@link EngineEffect.BlockStored}. */
    default void executed(BlockId block, KeptExecution execution) {}

    default void imported(ImportOutcome outcome, long nanos) {}

    /** This node produced a block; {@code nanos} from the agent's wish to the stored block. */
    default void produced(Header header, long nanos) {}

    /** A step of producing a block took so long, whatever came of it. */
    default void worked(Step step, long nanos) {}

    /**
     * The sign guard was asked for a signature.
     *
     * @param signed whether it gave one
     */
    default void signed(SignatureType type, boolean signed, long nanos) {}

    default void notProducing(String reason) {}

    /** The agent has something to say to the operator. */
    default void report(String message) {}

    /** The agent wants the agents of the peers to hear this; see {@link org.banyan.consensus.AgentEffect.Send}. */
    default void said(Bytes message) {}

    default void submitted(Verdict verdict, Origin origin) {}

    /** A transaction, as its canonical envelope, is in the pool: tell the peers. */
    default void admitted(Bytes envelope) {}

    /** After each step. */
    default void stepped(ChainStatus status) {}
}
