package org.banyan.consensus.finality;

import java.util.Locale;

/** What evidence proves. */
public enum Offence {
    /** FIN-12: two different votes in one phase of one round. */
    DOUBLE_VOTE,
    /** FIN-13: a prevote that leaves the block of an earlier precommit without a later certificate. */
    BROKEN_LOCK;

    /** As operators read it, such as {@code double-vote}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
