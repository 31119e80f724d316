package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;

/**
 * The chain under test.
 *
 * @param next a set to change to, of the same size and with other keys
 */
record Chain(ConsensusSubject subject, ChainParameters parameters, TestProducers producers, TestProducers next) {
    /** Slots after which a healthy network must have made what a test asks for. */
    private static final int SLOTS_MAX = 200;

    static Chain of(ConsensusSubject subject) {
        return of(subject, "tck");
    }

    static Chain of(ConsensusSubject subject, String name) {
        TestProducers producers = TestProducers.count(subject.suite(), subject.producers());
        String[] successors = new String[subject.producers()];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = "successor-" + i;
        }
        return new Chain(
                subject,
                new ChainParameters(
                        new ChainId(Sha256.INSTANCE.hash(Tag.SPECIFICATION, Bytes.utf8(name))),
                        new Timestamp(1_700_000_000_000L),
                        subject.slotMillis(),
                        subject.parameters(producers.set()),
                        subject.suite()),
                producers,
                TestProducers.named(subject.suite(), successors));
    }

    /** All producers, in the order of the set, without delays. */
    LabNetwork network(String salt) {
        return network(Delays.constant(0), salt);
    }

    LabNetwork network(Delays delays, String salt) {
        LabNetwork network = new LabNetwork(subject.factory(), parameters, delays, Bytes.utf8(salt));
        producers.signers().forEach(network::producer);
        return network;
    }

    /** Blocks 1 to at least {@code height}, all final, as the first node knows them. */
    List<LabEntry> finalBlocks(LabNetwork network, long height) {
        for (int i = 0; i < SLOTS_MAX; i++) {
            if (network.nodes().getFirst().tree().finalBlock().height().value() >= height) {
                break;
            }
            network.run(1);
        }
        var tree = network.nodes().getFirst().tree();
        assertThat(tree.finalBlock().height().value())
                .as("final height after %s slots without faults", SLOTS_MAX)
                .isGreaterThanOrEqualTo(height);
        return tree.branch(tree.finalBlock());
    }

    List<LabEntry> finalBlocks(long height) {
        return finalBlocks(network(""), height);
    }

    static Optional<Certificate> certificate(LabEntry entry) {
        return entry.witness().payloads(WitnessEntry.CERTIFICATE).stream()
                .findFirst()
                .map(Certificate.CODEC::decode);
    }

    /** The newest of {@code blocks} with a certificate of its own. */
    static LabEntry certified(List<LabEntry> blocks) {
        return blocks.reversed().stream()
                .filter(entry -> certificate(entry).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no final block has a certificate"));
    }

    LightClient lightClientAtGenesis(LabNetwork network) {
        LabEntry genesis = genesis(network);
        return subject.factory()
                .lightClient(
                        subject.suite(),
                        new Checkpoint(genesis.header(), genesis.state().producers()));
    }

    static LabEntry genesis(LabNetwork network) {
        return network.nodes().getFirst().tree().all().stream()
                .filter(entry -> entry.height().isGenesis())
                .findFirst()
                .orElseThrow();
    }
}
