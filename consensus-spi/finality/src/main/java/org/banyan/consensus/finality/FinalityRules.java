package org.banyan.consensus.finality;

import org.banyan.consensus.ForkChoice;
import org.banyan.types.RuleId;

/** Ids of the rules that refuse something, and the fork choice. They are explained in {@code docs/spi/finality.md} and never reused. */
public final class FinalityRules {
    /** A vote or certificate whose data is not canonical, or that rests on a round that is not earlier. */
    public static final RuleId DATA = new RuleId("FIN-1");

    /** A vote or certificate of another term. */
    public static final RuleId TERM = new RuleId("FIN-2");

    /** A vote or certificate for a block whose set is not final as of its parent. */
    public static final RuleId UNSETTLED = new RuleId("FIN-3");

    /** More votes of one producer for one block than a witness keeps. */
    public static final RuleId TOO_MANY_VOTES = new RuleId("FIN-4");

    /** A certificate of prevotes where one of precommits is needed. */
    public static final RuleId NOT_PRECOMMITS = new RuleId("FIN-5");

    /** Evidence that proves nothing. */
    public static final RuleId NO_OFFENCE = new RuleId("FIN-6");

    /** The head among blocks that extend the agent's anchor: the longest chain; on a tie the node stays. */
    public static final ForkChoice LONGEST = (candidate, head, finalHeight) ->
            candidate.header().height().compareTo(head.header().height()) > 0;

    private FinalityRules() {}
}
