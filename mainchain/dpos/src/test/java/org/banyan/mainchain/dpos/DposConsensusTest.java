package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.FinalityVote;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.consensus.tck.ConsensusSubject;
import org.banyan.consensus.tck.WitnessContract;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
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
    class WithFourDelegatesAndRealSignatures extends Dpos implements WitnessContract {
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
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return Election.CODEC.encode(Elections.approved(chain, current, 2, next.set()));
        }
    }
}
