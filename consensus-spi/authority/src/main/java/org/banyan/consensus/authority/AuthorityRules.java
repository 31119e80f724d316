package org.banyan.consensus.authority;

import org.banyan.types.RuleId;

/** Ids of the rules. They are explained in {@code docs/spi/consensus.md} and never reused. */
public final class AuthorityRules {
    /** The time is not the start of a slot. */
    public static final RuleId SLOT_START = new RuleId("AUTH-1");

    /** The slot is not greater than the parent's. */
    public static final RuleId SLOT_ORDER = new RuleId("AUTH-2");

    /** The data in the header is not canonical. */
    public static final RuleId DATA = new RuleId("AUTH-3");

    /** The set changes although its last change is not final as of the parent. */
    public static final RuleId UNSETTLED = new RuleId("AUTH-4");

    /** The change of the set was approved for another time: another current set, another start of it, or a height that is past. */
    public static final RuleId CHANGE_MISPLACED = new RuleId("AUTH-5");

    /** The next set cannot produce: weights, number or keys. */
    public static final RuleId NEXT_SET = new RuleId("AUTH-6");

    /** The change of the set lacks the approvals of a quorum. */
    public static final RuleId APPROVALS = new RuleId("AUTH-7");

    /** A vote or certificate for a block whose set is not final as of its parent. */
    public static final RuleId NOT_CERTIFIABLE = new RuleId("AUTH-8");

    /** A certificate with data; authority has none. */
    public static final RuleId CERTIFICATE_DATA = new RuleId("AUTH-9");

    private AuthorityRules() {}
}
