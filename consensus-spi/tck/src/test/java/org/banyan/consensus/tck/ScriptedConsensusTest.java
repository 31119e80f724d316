package org.banyan.consensus.tck;

import java.util.Optional;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.testkit.consensus.ScriptedData;
import org.banyan.testkit.consensus.ScriptedParameters;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Nested;

/** The scripted consensus of the testkit keeps the rules of the port. */
class ScriptedConsensusTest {
    @Nested
    class WithOneProducer extends Scripted {
        @Override
        public int producers() {
            return 1;
        }
    }

    @Nested
    class WithFourProducers extends Scripted {
        @Override
        public int producers() {
            return 4;
        }
    }

    abstract static class Scripted implements ConsensusContract {
        /** It waits for whoever's turn it is. */
        @Override
        public int silentMax() {
            return 0;
        }

        @Override
        public ConsensusFactory factory() {
            return new ScriptedConsensusFactory();
        }

        @Override
        public CryptoSuite suite() {
            return new StubCryptoSuite();
        }

        @Override
        public Bytes parameters(ProducerSet first) {
            return ScriptedParameters.CODEC.encode(new ScriptedParameters(first, true));
        }

        @Override
        public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
            return new ScriptedData(position, Optional.of(next.set())).encoded();
        }
    }
}
