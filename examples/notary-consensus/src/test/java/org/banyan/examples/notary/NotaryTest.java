package org.banyan.examples.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.ServiceLoader;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.consensus.tck.ConsensusContract;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

// snippet: contract
/** The notary keeps all rules of the port: C1 to C27 come from {@link ConsensusContract}. */
class NotaryTest implements ConsensusContract {
    private static final CryptoSuite SUITE = new StubCryptoSuite();

    @Override
    public ConsensusFactory factory() {
        return new NotaryFactory();
    }

    @Override
    public CryptoSuite suite() {
        return SUITE;
    }

    @Override
    public int producers() {
        return 1;
    }

    @Override
    public Bytes parameters(ProducerSet first) {
        return ProducerSet.CODEC.encode(first);
    }

    @Override
    public Bytes changeInstruction(ChainParameters chain, TestProducers current, TestProducers next, int position) {
        Hash present = current.set().id(SUITE.hash());
        SetChange change = new SetChange(present, Height.GENESIS, new Height(1_000), next.set(), List.of());
        Bytes approval = current.signers()
                .getFirst()
                .sign(SUITE.signingHash(chain.chainId(), SignatureType.APPROVAL, change.object(SUITE.hash())));
        return SetChange.CODEC.encode(change.approvedBy(new VoteSignature(0, approval)));
    }
    // end snippet

    @Test
    void a_node_finds_it_by_its_id() {
        assertThat(ServiceLoader.load(ConsensusFactory.class))
                .extracting(ConsensusFactory::id)
                .contains(NotaryFactory.ID);
    }

    @Test
    void two_notaries_are_refused() {
        Bytes two = ProducerSet.CODEC.encode(TestProducers.count(SUITE, 2).set());
        var chain = new ChainParameters(new ChainId(new Hash(1, 2, 3, 4)), new Timestamp(0), 100, two, SUITE);
        assertThatThrownBy(() -> new NotaryFactory().create(chain)).hasMessageContaining("a notary is alone");
    }
}
