package org.banyan.consensus.finality;

import org.banyan.types.block.ProducerSet;

/**
 * The decisions that safety rests on. They know no time, no network and no signatures, so that all small cases can be searched; not final for the mutants
 * of the tests alone. Rules FIN-7 to FIN-11.
 */
class VotingRule {
    static final VotingRule SOUND = new VotingRule();

    /** FIN-7. */
    boolean isQuorum(long weight, ProducerSet set) {
        return weight >= set.quorum();
    }

    /** FIN-8: a prevote extends the block of its voter's lock. */
    boolean mayPrevote(Source lock, boolean targetExtendsLock) {
        return lock.isNone() || targetExtendsLock;
    }

    /**
     * FIN-9: a prevote counts when the certificate it rests on is known and its block extends that certificate's, or when that certificate is not of a
     * later round than the final block's: every block that is looked at extends the final one, and a vote that claims an early source binds its voter more.
     *
     * @param finalRound the round in which the final block was certified, 0 for genesis
     */
    boolean counts(Source source, long finalRound, boolean isKnown, boolean extendsSource) {
        return source.round() <= finalRound || isKnown && extendsSource;
    }

    /** FIN-10: a precommit needs the prevote certificate of its round and block. */
    boolean mayPrecommit(boolean isCertified) {
        return isCertified;
    }

    /** FIN-11: the lock is the certificate of the highest round that the voter holds; of two in one round the first. */
    Source lock(Source before, Source learned) {
        return learned.round() > before.round() ? learned : before;
    }
}
