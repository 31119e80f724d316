package org.banyan.consensus;

import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;

/**
 * One consensus algorithm with one chain's parameters: the entry point of a plug-in.
 *
 * <p>Rules are pure functions of headers and of the parent's {@link ConsensusState}; the agent is a state machine of this node; the light client follows
 * headers and certificates alone. Thread-safe. Source: aelf whitepaper 5.2.7, DESIGN.md 5.
 */
public interface Consensus {
    /** Two weeks. DESIGN.md 5. */
    long EVIDENCE_MILLIS = 14L * 24 * 3_600_000;

    /** An idle chain makes no blocks at all. */
    long NEVER_IDLE_BLOCKS = Long.MAX_VALUE;

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

    /**
     * Whom evidence convicts, and of what. A pure function of the arguments and the chain's parameters. An honest producer is never convicted, whatever others
     * make up: what counts is signed by the accused itself.
     *
     * @param served a header of this chain and the set that certifies its children; the caller has seen to both
     * @param evidence bytes that the plug-in defines
     */
    default Judgement judge(Checkpoint served, Bytes evidence) {
        return new Judgement.Refused(new Verdict.Rejected(
                Judgement.NO_JUDGE, "consensus " + id() + " knows no evidence against its producers"));
    }

    /** How long an offence can be proven: longer than light clients trust, shorter than deposits are locked. Milliseconds of block time. */
    default long evidenceMillis() {
        return EVIDENCE_MILLIS;
    }

    /**
     * Slots from one block to the next on a chain that works and has nothing to put into blocks; {@link #NEVER_IDLE_BLOCKS} where it makes none then. For people
     * and for readiness: no rule reads it.
     */
    default long idleSlots() {
        return 1;
    }

    /** The agent of a node that produces with {@code producer}. */
    ConsensusAgent agent(AgentSetup setup);

    /** Who builds when, for people; empty where time has no slots that belong to somebody. */
    default Optional<Schedule> schedule() {
        return Optional.empty();
    }
}
