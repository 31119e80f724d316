package org.banyan.consensus.authority;

import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.CertificateRule;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.ChainId;
import org.banyan.types.Verdict;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;

/** What every rule of one chain shares. */
record AuthorityChain(ChainId id, CryptoSuite suite, Slots slots) {
    AuthorityChain(ChainParameters chain) {
        this(chain.chainId(), chain.suite(), new Slots(chain.genesisTime(), chain.slotMillis()));
    }

    Quorum quorum(ProducerSet set) {
        return new Quorum(id, set, suite);
    }

    /** Certificates carry no data beyond the ballot. */
    static CertificateRule certificates(Quorum quorum) {
        return certificate -> certificate.data().isEmpty()
                ? quorum.check(certificate)
                : Verdict.rejected(
                        AuthorityRules.CERTIFICATE_DATA,
                        "the certificate of block " + certificate.block() + " carries data but authority has none");
    }
}
