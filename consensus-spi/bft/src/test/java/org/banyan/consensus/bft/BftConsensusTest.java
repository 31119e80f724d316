package org.banyan.consensus.bft;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.consensus.tck.EvidenceScene;
import org.banyan.consensus.tck.Offence;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
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
        public List<Offence> offences(EvidenceScene scene) {
            return List.of(
                    offence("double-proposal", scene, proposals(scene, 4, 4)),
                    offence(
                            "double-statement",
                            scene,
                            statements(vote(scene, Phase.PREPARE, 4, 1), vote(scene, Phase.PREPARE, 4, 2))),
                    offence(
                            "double-statement",
                            scene,
                            statements(vote(scene, Phase.COMMIT, 4, 1), vote(scene, Phase.COMMIT, 4, 2))));
        }

        @Override
        public List<Bytes> alibis(EvidenceScene scene) {
            return List.of(
                    proposals(scene, 4, 5),
                    statements(vote(scene, Phase.PREPARE, 4, 1), vote(scene, Phase.PREPARE, 4, 1)),
                    statements(vote(scene, Phase.PREPARE, 4, 1), vote(scene, Phase.COMMIT, 4, 2)),
                    statements(vote(scene, Phase.PREPARE, 4, 1), vote(scene, Phase.PREPARE, 5, 2)));
        }

        private static Offence offence(String name, EvidenceScene scene, Bytes evidence) {
            return new Offence(name, scene.served().header().time(), evidence);
        }

        private static Bytes proposals(EvidenceScene scene, long view, long otherView) {
            return BftOffence.of(scene.sealed(block(scene, view, 1), block(scene, otherView, 2)));
        }

        private static Header block(EvidenceScene scene, long view, long branch) {
            Header parent = scene.served().header();
            Bytes data = HeaderData.CODEC.encode(new HeaderData(view, Optional.empty()));
            return scene.header(parent.height().next(), parent.time().plusMillis(400), data, branch);
        }

        private static Bytes statements(Certificate first, Certificate second) {
            return BftOffence.of(new BftOffence.Contradiction(first, second));
        }

        private static Certificate vote(EvidenceScene scene, Phase phase, long view, long block) {
            return scene.vote(
                    scene.served().header().height().next(),
                    EvidenceScene.block(block),
                    Statement.of(phase, view).encoded());
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return SetChange.CODEC.encode(
                    Changes.approved(chain, current, Height.GENESIS, new Height(1_000), next.set()));
        }
    }
}
