package org.banyan.consensus.finality;

/** The two votes of a round. Codes are never reused. */
public enum Phase {
    /** For the block that the voter wants to become final. */
    PREVOTE(1),
    /** For the block that a quorum prevoted in this round. */
    PRECOMMIT(2);

    private final int code;

    Phase(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
