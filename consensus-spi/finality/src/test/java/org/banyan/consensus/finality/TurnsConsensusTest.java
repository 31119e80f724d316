package org.banyan.consensus.finality;

import java.util.function.UnaryOperator;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Nested;

/** A plug-in around the gadget keeps all rules of the port. */
class TurnsConsensusTest {
    @Nested
    class WithOneProducer extends Turns {
        WithOneProducer() {
            super(1, new StubCryptoSuite());
        }
    }

    @Nested
    class WithFourProducers extends Turns {
        WithFourProducers() {
            super(4, new StubCryptoSuite());
        }
    }

    abstract static class Turns implements ConsensusContract {
        private final int producers;
        private final CryptoSuite suite;

        Turns(int producers, CryptoSuite suite) {
            this.producers = producers;
            this.suite = suite;
        }

        @Override
        public ConsensusFactory factory() {
            return new TurnsConsensus.Factory();
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
        public int witnessEntriesMax() {
            return 2 + 2 * producers * Electorate.VOTES_PER_BLOCK_MAX;
        }

        @Override
        public Bytes voteWithSignature(Bytes vote, UnaryOperator<Bytes> signature) {
            FinalityVote genuine = FinalityVote.CODEC.decode(vote);
            return FinalityVote.CODEC.encode(new FinalityVote(
                    genuine.data(),
                    new VoteSignature(
                            genuine.vote().position(),
                            signature.apply(genuine.vote().signature()))));
        }

        @Override
        public Bytes parameters(ProducerSet first) {
            return ProducerSet.CODEC.encode(first);
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return ProducerSet.CODEC.encode(next.set());
        }
    }
}
