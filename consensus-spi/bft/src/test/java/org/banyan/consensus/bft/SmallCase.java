package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;

/** Four members, one of them a {@link Liar}, on a network where any message may take several views; drawn from a seed. */
final class SmallCase {
    static final long SLOT = 100;
    static final CryptoSuite SUITE = new StubCryptoSuite();
    static final TestProducers FOUR = TestProducers.count(SUITE, 4);

    private final List<LabNode> honest = new ArrayList<>();
    private final LabNetwork network;

    SmallCase(long seed, Safety safety) {
        SplittableRandom random = new SplittableRandom(seed);
        ChainParameters parameters = parameters(FOUR);
        BftChain chain = new BftChain(parameters, BftParameters.usual(FOUR.set(), SLOT), safety);
        Delays delays =
                (from, to, sent) -> random.nextInt(100) < 60 ? random.nextLong(SLOT / 4) : random.nextLong(6 * SLOT);
        network = new LabNetwork(new BftConsensusFactory(safety), parameters, delays);
        int lying = random.nextInt(4);
        for (int i = 0; i < 4; i++) {
            var signer = FOUR.signers().get(i);
            if (i == lying) {
                network.node(
                        Optional.of(signer.publicKey()),
                        Liar.guard(SUITE, chain, signer),
                        agent -> new Liar(chain, signer, seed));
            } else {
                honest.add(network.producer(signer));
            }
        }
    }

    static ChainParameters parameters(TestProducers producers) {
        return new ChainParameters(
                new ChainId(Sha256.INSTANCE.hash(Tag.SPECIFICATION, Bytes.utf8("bft small case"))),
                new Timestamp(1_700_000_000_000L),
                SLOT,
                BftParameters.CODEC.encode(BftParameters.usual(producers.set(), SLOT)),
                SUITE);
    }

    /** Whether two honest members came to different final blocks of one height within so many slots. */
    boolean disagrees(int slots) {
        for (int i = 0; i < slots; i++) {
            network.run(1);
            if (differ()) {
                return true;
            }
        }
        return false;
    }

    long finalHeight() {
        return honest.stream()
                .mapToLong(node -> node.tree().finalBlock().height().value())
                .max()
                .orElseThrow();
    }

    private boolean differ() {
        Map<Long, BlockId> agreed = new TreeMap<>();
        for (LabNode node : honest) {
            if (!node.tree().conflicts().isEmpty()) {
                return true;
            }
            for (LabEntry entry : node.tree().branch(node.tree().finalBlock())) {
                BlockId other = agreed.putIfAbsent(entry.height().value(), entry.id());
                if (other != null && !other.equals(entry.id())) {
                    return true;
                }
            }
        }
        return false;
    }
}
