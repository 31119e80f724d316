package org.banyan.consensus.authority;

import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Nested;

/** Authority keeps the rules of the port, with few and many producers, with stub and with real signatures. */
class AuthorityConsensusTest {
    @Nested
    class WithOneProducer extends Authority {
        WithOneProducer() {
            super(1, new StubCryptoSuite());
        }
    }

    @Nested
    class WithTwoProducers extends Authority {
        WithTwoProducers() {
            super(2, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourProducers extends Authority {
        WithFourProducers() {
            super(4, new StubCryptoSuite());
        }
    }

    @Nested
    class WithSevenProducers extends Authority {
        WithSevenProducers() {
            super(7, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourProducersAndRealSignatures extends Authority {
        WithFourProducersAndRealSignatures() {
            super(4, new StandardCryptoSuites().create("sha256-secp256k1"));
        }
    }

    abstract static class Authority implements ConsensusContract {
        private final int producers;
        private final CryptoSuite suite;

        Authority(int producers, CryptoSuite suite) {
            this.producers = producers;
            this.suite = suite;
        }

        @Override
        public ConsensusFactory factory() {
            return new AuthorityConsensusFactory();
        }

        @Override
        public CryptoSuite suite() {
            return suite;
        }

        @Override
        public int producers() {
            return producers;
        }

        @Override
        public Bytes parameters(ProducerSet first) {
            return AuthorityParameters.CODEC.encode(new AuthorityParameters(first));
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return SetChange.CODEC.encode(
                    Changes.approved(chain, current, Height.GENESIS, new Height(1_000), next.set()));
        }
    }
}
