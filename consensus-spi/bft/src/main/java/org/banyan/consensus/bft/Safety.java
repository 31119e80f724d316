package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.ChainId;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;

/** The decisions that agreement rests on, in one place. Tests replace one at a time and show that two blocks become final without it. */
class Safety {
    /** Two quorums share an honest member while less than a third lies. */
    Quorum quorum(ChainId chain, ProducerSet set, CryptoSuite suite) {
        return new Quorum(chain, set, suite);
    }

    /** What a member commits to: what a quorum accepted, and never its own acceptance alone. */
    Optional<Lock> toCommitTo(Optional<Lock> newest, Optional<Lock> accepted) {
        return newest;
    }

    /** What a member tells when it gives up a view: the newest block that a quorum accepted, because somebody may have committed to it. */
    Optional<Lock> toTell(Optional<Lock> newest) {
        return newest;
    }

    /** Whether the leader of a view may propose nothing but the lock of this change, the newest of a quorum. */
    boolean binds(Message.Change newest) {
        return newest.lock() > 0;
    }
}
