package org.banyan.core.chain;

import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Why a block is refused, beside the rules of its consensus and of its transactions. Stable. Rules: {@code docs/spi/blocks.md}. */
public enum BlockRule {
    HEADER_VERSION,
    HEADER_CHAIN,
    HEADER_HEIGHT,
    HEADER_TIME,
    HEADER_SIZE,
    HEADER_EXTENSION,
    HEADER_HISTORY,
    HEADER_CONSENSUS,
    /** Rests on a block that this node knows to be invalid, or that finality ruled out. */
    PARENT_INVALID,
    BODY_SIZE,
    BODY_ROOT,
    BODY_INHERENT,
    BODY_DUPLICATE,
    BODY_UNFINAL,
    BODY_RECEIPTS,
    BODY_STATE;

    private final RuleId id = new RuleId(name().replace('_', '-'));

    public RuleId id() {
        return id;
    }

    Verdict.Rejected because(String reason) {
        return new Verdict.Rejected(id, reason);
    }
}
