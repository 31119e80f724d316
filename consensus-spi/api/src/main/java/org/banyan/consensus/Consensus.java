package org.banyan.consensus;

import org.banyan.types.Bytes;

/**
 * One consensus algorithm with one chain's parameters: the entry point of a plug-in.
 *
 * <p>Rules are pure functions of headers and of the parent's {@link ConsensusState}; the agent is a state machine of this node; the light client follows
 * headers and certificates alone. Thread-safe. Source: aelf whitepaper 5.2.7, DESIGN.md 5.
 */
public interface Consensus {
    /** Id in the chain specification, such as {@code authority}. */
    String id();

    /** Whether every rule can be checked from headers alone, so that light clients re-check producers and not only certificates. */
    boolean headerOnly();

    /** The state after genesis. */
    ConsensusState genesis();

    /**
     * Reads a state that {@link ConsensusState#encoded} wrote.
     *
     * @throws org.banyan.types.codec.CodecException if the bytes are no state of this chain
     */
    ConsensusState decode(Bytes encoded);

    ForkChoice forkChoice();

    /** A header whose time is further ahead of the local clock is held back, not judged. Milliseconds. */
    long futureMillisMax();

    /** The agent of a node that produces with {@code producer}. */
    ConsensusAgent agent(AgentSetup setup);
}
