package org.banyan.consensus.bft;

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

/** Bft keeps the rules of the port, with few and many producers, with stub and with real signatures. */
class BftConsensusTest {
    @Nested
    class WithOneProducer extends Bft {
        WithOneProducer() {
            super(1, new StubCryptoSuite());
        }
    }

    @Nested
    class WithTwoProducers extends Bft {
        WithTwoProducers() {
            super(2, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourProducers extends Bft {
        WithFourProducers() {
            super(4, new StubCryptoSuite());
        }
    }

    @Nested
    class WithSevenProducers extends Bft {
        WithSevenProducers() {
            super(7, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourProducersAndRealSignatures extends Bft {
        WithFourProducersAndRealSignatures() {
            super(4, new StandardCryptoSuites().create("sha256-secp256k1"));
        }
    }

    abstract static class Bft implements ConsensusContract {
        private final int producers;
        private final CryptoSuite suite;

        Bft(int producers, CryptoSuite suite) {
            this.producers = producers;
            this.suite = suite;
        }

        @Override
        public ConsensusFactory factory() {
            return new BftConsensusFactory();
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
            return BftParameters.CODEC.encode(BftParameters.usual(first, slotMillis()));
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return SetChange.CODEC.encode(
                    Changes.approved(chain, current, Height.GENESIS, new Height(1_000), next.set()));
        }
    }
}
