package org.banyan.consensus.bft;

import org.banyan.types.RuleId;

/** Ids of the rules. They are explained in {@code docs/spi/bft.md} and never reused. */
public final class BftRules {
    /** The parent is not final as of the block. */
    public static final RuleId PARENT_NOT_FINAL = new RuleId("BFT-1");

    /** The block comes sooner after its parent than a slot. */
    public static final RuleId TOO_SOON = new RuleId("BFT-2");

    /** The data in the header is not canonical. */
    public static final RuleId DATA = new RuleId("BFT-3");

    /** The change of the set was approved for another time: another current set, another start of it, or a height that is past. */
    public static final RuleId CHANGE_MISPLACED = new RuleId("BFT-4");

    /** The next set cannot produce: weights, number or keys. */
    public static final RuleId NEXT_SET = new RuleId("BFT-5");

    /** The change of the set lacks the approvals of a quorum. */
    public static final RuleId APPROVALS = new RuleId("BFT-6");

    /** A certificate whose votes do not say "commit". */
    public static final RuleId NO_COMMIT = new RuleId("BFT-7");

    /** A lock whose votes do not say "prepare" for this block, or that is not newer than the known ones. */
    public static final RuleId LOCK = new RuleId("BFT-8");

    /** Evidence in which nobody contradicts itself. */
    public static final RuleId NO_OFFENCE = new RuleId("BFT-13");

    private BftRules() {}
}
