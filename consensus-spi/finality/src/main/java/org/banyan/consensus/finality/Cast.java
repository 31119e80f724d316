package org.banyan.consensus.finality;

import org.banyan.types.BlockId;

/** What one voter said in one phase of one round, as far as evidence depends on it. Rules FIN-12 and FIN-13. */
record Cast(long round, Phase phase, BlockId block, Source source) {
    static Cast of(BlockId block, VoteData data) {
        return new Cast(data.round(), data.phase(), block, data.source());
    }

    /** FIN-12: two different votes in one phase of one round. */
    boolean isDoubledBy(Cast other) {
        return round == other.round && phase == other.phase && !equals(other);
    }

    /**
     * FIN-13: a later prevote for a block that does not extend the precommitted one, without a later certificate to free the voter.
     *
     * @param isExtended whether the block of {@code later} is or extends this one's
     */
    boolean isBrokenBy(Cast later, boolean isExtended) {
        return phase == Phase.PRECOMMIT
                && later.phase == Phase.PREVOTE
                && later.round > round
                && later.source.round() <= round
                && !isExtended;
    }
}
