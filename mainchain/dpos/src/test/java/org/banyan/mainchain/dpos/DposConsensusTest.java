package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.FinalityVote;
import org.banyan.consensus.finality.Source;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.consensus.tck.ConsensusSubject;
import org.banyan.consensus.tck.EvidenceContract;
import org.banyan.consensus.tck.EvidenceScene;
import org.banyan.consensus.tck.Offence;
import org.banyan.consensus.tck.WitnessContract;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Nested;

/** DPoS keeps the rules of the port, with few and many delegates, with stub and with real signatures. */
class DposConsensusTest {
    @Nested
    class WithOneDelegate extends Dpos implements ConsensusContract {
        WithOneDelegate() {
            super(1, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourDelegates extends Dpos implements ConsensusContract {
        WithFourDelegates() {
            super(4, new StubCryptoSuite());
        }
    }

    @Nested
    class WithSevenDelegates extends Dpos implements ConsensusContract {
        WithSevenDelegates() {
            super(7, new StubCryptoSuite());
        }
    }

    /** Slow, so only what depends on signatures. */
    @Nested
    class WithFourDelegatesAndRealSignatures extends Dpos implements WitnessContract, EvidenceContract {
        WithFourDelegatesAndRealSignatures() {
            super(4, new StandardCryptoSuites().create("sha256-secp256k1"));
        }
    }

    abstract static class Dpos implements ConsensusSubject {
        private final int delegates;
        private final CryptoSuite suite;

        Dpos(int delegates, CryptoSuite suite) {
            this.delegates = delegates;
            this.suite = suite;
        }

        @Override
        public ConsensusFactory factory() {
            return new DposConsensusFactory();
        }

        @Override
        public CryptoSuite suite() {
            return suite;
        }

        @Override
        public int producers() {
            return delegates;
        }

        @Override
        public int witnessEntriesMax() {
            return 2 + 2 * delegates * Electorate.VOTES_PER_BLOCK_MAX;
        }

        @Override
        public Bytes voteWithSignature(Bytes vote, UnaryOperator<Bytes> signature) {
            FinalityVote genuine = FinalityVote.CODEC.decode(vote);
            VoteSignature altered = new VoteSignature(
                    genuine.vote().position(), signature.apply(genuine.vote().signature()));
            return FinalityVote.CODEC.encode(new FinalityVote(genuine.data(), altered));
        }

        /** Terms of eight rounds, so that one ends after the instruction and long before the test. */
        @Override
        public Bytes parameters(ProducerSet first) {
            return DposParameters.CODEC.encode(new DposParameters(
                    first,
                    8,
                    Growth.FREE,
                    DposParameters.HOUR_MILLIS,
                    DposParameters.EVIDENCE_MILLIS,
                    DposParameters.EVIDENCE_MILLIS,
                    List.of()));
        }

        @Override
        public List<Offence> offences(EvidenceScene scene) {
            return List.of(
                    new Offence("double-production", start(scene, 18), blocks(scene, 18, 18)),
                    new Offence("double-vote", start(scene, 19), votes(prevote(scene, 19, 1), prevote(scene, 19, 2))),
                    new Offence(
                            "broken-lock", start(scene, 18), votes(precommit(scene, 18, 1), prevote(scene, 19, 2))));
        }

        @Override
        public List<Bytes> alibis(EvidenceScene scene) {
            return List.of(
                    blocks(scene, 18, 19),
                    votes(prevote(scene, 19, 1), prevote(scene, 19, 1)),
                    votes(prevote(scene, 19, 1), prevote(scene, 20, 2)),
                    votes(precommit(scene, 18, 1), prevote(scene, 19, 1)));
        }

        private static Timestamp start(EvidenceScene scene, long slot) {
            return scene.chain().genesisTime().plusMillis(slot * scene.chain().slotMillis());
        }

        private static Bytes blocks(EvidenceScene scene, long slot, long otherSlot) {
            Height height = new Height(9);
            return DposOffence.of(scene.sealed(
                    scene.header(height, start(scene, slot), Bytes.EMPTY, 1),
                    scene.header(height, start(scene, otherSlot), Bytes.EMPTY, 2)));
        }

        private static Bytes votes(Certificate first, Certificate second) {
            return DposOffence.of(new Evidence(first, second, List.of()));
        }

        private static Certificate prevote(EvidenceScene scene, long round, long block) {
            return vote(scene, block, VoteData.prevote(0, round, Source.NONE));
        }

        private static Certificate precommit(EvidenceScene scene, long round, long block) {
            return vote(scene, block, VoteData.precommit(0, round));
        }

        private static Certificate vote(EvidenceScene scene, long block, VoteData data) {
            return scene.vote(new Height(9), EvidenceScene.block(block), VoteData.CODEC.encode(data));
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return Election.CODEC.encode(Elections.approved(chain, current, 2, next.set()));
        }
    }
}
