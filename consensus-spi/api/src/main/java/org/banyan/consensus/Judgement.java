package org.banyan.consensus;

import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;

/** What becomes of evidence against a producer: {@link Consensus#judge}. Rules EVID of {@code docs/spi/evidence.md}. */
public sealed interface Judgement {
    /** The consensus of the chain knows no evidence. */
    RuleId NO_JUDGE = new RuleId("EVID-7");

    /**
     * @param producer as in the set that the evidence speaks of
     * @param offence lower-case words with dashes, such as {@code double-vote}
     * @param at when it was committed, by the chain's time
     */
    record Guilty(Producer producer, String offence, Timestamp at) implements Judgement {}

    record Refused(Verdict.Rejected verdict) implements Judgement {}
}
