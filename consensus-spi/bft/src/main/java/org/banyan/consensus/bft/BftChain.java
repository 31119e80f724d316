package org.banyan.consensus.bft;

import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;

/** What every rule and agent of one chain shares. */
record BftChain(
        ChainId id,
        CryptoSuite suite,
        Safety safety,
        long slotMillis,
        long viewMillis,
        long viewMillisMax,
        long emptyEvery) {
    BftChain(ChainParameters chain, BftParameters parameters, Safety safety) {
        this(
                chain.chainId(),
                chain.suite(),
                safety,
                chain.slotMillis(),
                parameters.viewMillis(),
                parameters.viewMillisMax(),
                parameters.emptyEvery());
    }

    Quorum quorum(ProducerSet set) {
        return safety.quorum(id, set, suite);
    }

    /** Position of the member that leads a view: another one at each height and in each view. */
    static int leader(Height height, long view, ProducerSet set) {
        return Math.floorMod(Math.addExact(height.value(), view), set.size());
    }

    /** How long a view may last. Views grow only after every member has led once, so that silent members cost one short view each. */
    long viewMillis(long view, ProducerSet set) {
        long doublings = view / set.size();
        // Shifting by 62 or more would overflow; the limit is reached long before.
        return doublings >= 32 ? viewMillisMax : Math.min(viewMillisMax, viewMillis << doublings);
    }

    /** Certificates that make a block final: votes that say "commit". */
    static CertificateRule commits(Quorum quorum) {
        return certificate -> Statement.read(certificate.data())
                        .filter(said -> said.phase() == Phase.COMMIT)
                        .isPresent()
                ? quorum.check(certificate)
                : Verdict.rejected(
                        BftRules.NO_COMMIT,
                        "the votes of the certificate of block " + certificate.block() + " do not say \"commit\"");
    }

    /** Certificates that a member is locked on: votes that say "prepare". */
    static Verdict checkLock(Quorum quorum, Certificate certificate) {
        return Statement.read(certificate.data())
                        .filter(said -> said.phase() == Phase.PREPARE)
                        .isPresent()
                ? quorum.check(certificate)
                : Verdict.rejected(
                        BftRules.LOCK,
                        "the votes of the lock on block " + certificate.block() + " do not say \"prepare\"");
    }
}
