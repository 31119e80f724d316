package org.banyan.consensus.tck;

import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;

/**
 * What a plug-in's test did in the name of the accused of an {@link EvidenceScene}.
 *
 * @param name as {@link org.banyan.consensus.Judgement.Guilty} has it
 * @param at when it was committed, as the chain's time has it
 */
public record Offence(String name, Timestamp at, Bytes evidence) {}
