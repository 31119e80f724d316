package org.banyan.sdk;

import org.banyan.v1.Finality;

/** How far a transaction has to be. */
public enum WaitFor {
    /** In a block, which a reorganisation may still remove. */
    PACKED(Finality.FINALITY_PACKED),
    /** In a block with at least 5 blocks on top, or final: enough for small amounts. */
    FAST(Finality.FINALITY_FAST),
    /** In a block with at least 15 blocks on top, or final. */
    SUBSTANTIAL(Finality.FINALITY_SUBSTANTIAL),
    /** In a block that can never be removed. */
    FINAL(Finality.FINALITY_FINAL);

    private final Finality finality;

    WaitFor(Finality finality) {
        this.finality = finality;
    }

    Finality finality() {
        return finality;
    }
}
