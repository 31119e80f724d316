package org.banyan.sdk;

import org.banyan.v1.Finality;

/** How far a transaction has to be. */
public enum WaitFor {
    /** In a block, which a reorganisation may still remove. */
    PACKED(Finality.FINALITY_PACKED),
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
