package org.banyan.mainchain.dpos;

import org.banyan.types.RuleId;

/** Ids of the rules. They are explained in {@code docs/spec/dpos.md} and never reused. */
public final class DposRules {
    /** The time is not the start of a slot. */
    public static final RuleId SLOT_START = new RuleId("DPOS-1");

    /** The slot is not greater than the parent's. */
    public static final RuleId SLOT_ORDER = new RuleId("DPOS-2");

    /** The data in the header is not canonical. */
    public static final RuleId DATA = new RuleId("DPOS-3");

    /** The delegate of the slot is suspended or in jail. */
    public static final RuleId OUT = new RuleId("DPOS-4");

    /** The revealed value is missing, was never committed to, or is not the one that was. */
    public static final RuleId REVEAL = new RuleId("DPOS-5");

    /** A block without a commitment in a delegate's own slot, or values in an extra block. */
    public static final RuleId COMMITMENT = new RuleId("DPOS-6");

    /** An election at the wrong time, for another term or other delegates. */
    public static final RuleId ELECTION_MISPLACED = new RuleId("DPOS-7");

    /** The next delegates cannot serve: weights, number, keys, or no change at all. */
    public static final RuleId NEXT_SET = new RuleId("DPOS-8");

    /** The next delegates are neither who genesis elected nor approved by a quorum of the current ones. */
    public static final RuleId NOT_ELECTED = new RuleId("DPOS-9");

    /** Evidence that proves nothing, came too late, or convicts who is in jail already. */
    public static final RuleId EVIDENCE = new RuleId("DPOS-10");

    private DposRules() {}
}
