package org.banyan.consensus;

import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * The consensus as it stands after one block. Immutable; every answer depends on this state and the arguments alone.
 *
 * <p>The header extension {@code consensus} commits to {@link #encoded} and to the id of {@link #producers}. Called by the engine, implemented by plug-ins.
 */
public interface ConsensusState {
    /** Canonical bytes of the whole state. */
    Bytes encoded();

    /** Who certifies the children of this block. */
    ProducerSet producers();

    /** Whether a child with these facts is allowed: schedule, time, the plug-in's own data. Never reads a clock. */
    Verdict check(ChildFacts child);

    /**
     * The state after an allowed child.
     *
     * @throws IllegalArgumentException if {@link #check} refuses {@code child}
     */
    ConsensusState next(ChildFacts child);

    /** Who produces an allowed child: signs it and is paid for it. */
    Producer producerOf(ChildFacts child);

    /** Whether the witness holds what makes {@code child} acceptable, such as its producer's signature. */
    Verdict checkSeal(Header child, Witness witness);

    /**
     * Whether {@code entry} is genuine, belongs to {@code child} and adds something to {@code known}. Only such entries are stored, relayed and shown to the
     * agent; this rule is what bounds a witness.
     *
     * @param known entries that passed this rule before
     */
    Verdict mayAdd(Header child, Witness known, WitnessEntry entry);

    /** Whether {@code certificate} makes the child of this block that it names final: enough valid votes of {@link #producers}. */
    Verdict checkCertificate(Certificate certificate);
}
