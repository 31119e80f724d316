package org.banyan.types.crypto;

/** What a signature is for; signed together with the chain id, so that none is replayable as another. Codes are never reused. RELIABILITY.md RK2. */
public enum SignatureType {
    TRANSACTION(1),
    BLOCK(2),
    VOTE(3),
    /** Consent to a change of the producers or the rules. */
    APPROVAL(4),
    /** Never leaves the node: what a producer derives its secrets from, so that they survive a restart. */
    SEED(5);

    private final int code;

    SignatureType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
