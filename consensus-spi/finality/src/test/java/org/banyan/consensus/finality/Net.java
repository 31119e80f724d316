package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.Signer;

/** A network of producers in virtual time that watches when blocks become final. */
final class Net {
    static final StubCryptoSuite SUITE = new StubCryptoSuite();
    static final long SLOT = 400;

    private static final long STEP = 20;

    final ChainParameters chain;
    final TestProducers producers;
    final LabNetwork network;
    final List<LabNode> honest = new ArrayList<>();

    /** When the last honest node saw a block final, and how long after the block's time. */
    final Map<BlockId, Long> finalMillis = new TreeMap<>();

    private final Map<BlockId, Integer> finalAt = new TreeMap<>();
    private final List<TreeSet<BlockId>> seenFinal = new ArrayList<>();
    private int silent;

    private Net(int n, Delays delays, VotingRule rule) {
        this.producers = TestProducers.count(SUITE, n);
        this.chain = new ChainParameters(
                new ChainId(new Hash(1, 2, 3, n)),
                new Timestamp(1_000_000),
                SLOT,
                ProducerSet.CODEC.encode(producers.set()),
                SUITE);
        this.network = new LabNetwork(new TurnsConsensus.Factory(rule), chain, delays);
    }

    static Net empty(int n, Delays delays) {
        return new Net(n, delays, VotingRule.SOUND);
    }

    static Net of(int n, Delays delays) {
        return of(n, delays, VotingRule.SOUND);
    }

    static Net of(int n, Delays delays, VotingRule rule) {
        Net net = new Net(n, delays, rule);
        for (Signer signer : net.producers.signers()) {
            net.honest(signer, net.network.guard(signer));
        }
        return net;
    }

    /** Producers that start with rounds of these lengths; those of the {@code n} beyond them are never there. */
    static Net paced(int n, Delays delays, List<Long> lengths) {
        Net net = new Net(n, delays, VotingRule.SOUND);
        for (int i = 0; i < lengths.size(); i++) {
            Signer signer = net.producers.signers().get(i);
            long length = lengths.get(i);
            net.honest(signer, net.network.guard(signer), agent -> ((TurnsAgent) agent).paced(length));
        }
        return net;
    }

    LabNode honest(Signer signer, SignGuard guard) {
        return honest(signer, guard, UnaryOperator.identity());
    }

    private LabNode honest(Signer signer, SignGuard guard, UnaryOperator<ConsensusAgent> behaviour) {
        LabNode node = network.node(Optional.of(signer.publicKey()), guard, behaviour);
        honest.add(node);
        seenFinal.add(new TreeSet<>());
        return node;
    }

    LabNode liar(Signer signer, UnaryOperator<ConsensusAgent> behaviour) {
        return network.node(Optional.of(signer.publicKey()), new Unguarded(chain, signer), behaviour);
    }

    static Timestamp at(long slot) {
        return new Timestamp(1_000_000 + slot * SLOT);
    }

    /** Stops the first {@code count} producers for good. */
    Net silence(int count) {
        honest.subList(0, count).forEach(LabNode::stop);
        silent = count;
        return this;
    }

    private List<LabNode> live() {
        return honest.subList(silent, honest.size());
    }

    /** Runs {@code slots} slots, watching. */
    Net run(long slots) {
        Timestamp end = network.now().plusMillis(slots * SLOT);
        while (network.now().compareTo(end) < 0) {
            network.runUntil(network.now().plusMillis(STEP));
            live().forEach(this::watch);
        }
        return this;
    }

    private void watch(LabNode node) {
        TreeSet<BlockId> seen = seenFinal.get(honest.indexOf(node));
        LabEntry block = node.tree().finalBlock();
        while (!block.height().isGenesis() && seen.add(block.id())) {
            if (finalAt.merge(block.id(), 1, Integer::sum) == live().size()) {
                finalMillis.put(
                        block.id(),
                        network.now().millis() - block.header().time().millis());
            }
            block = node.tree().find(block.header().parent()).orElseThrow();
        }
    }

    /** The time it took each block from {@code slot} on to be final at all honest nodes, in milliseconds. */
    List<Long> timesToFinal(long slot) {
        return live().getFirst().tree().branch(live().getFirst().tree().finalBlock()).stream()
                .filter(block -> block.header().time().compareTo(at(slot)) >= 0)
                .filter(block -> finalMillis.containsKey(block.id()))
                .map(block -> finalMillis.get(block.id()))
                .sorted()
                .toList();
    }

    long finalHeight() {
        return live().stream()
                .mapToLong(node -> node.tree().finalBlock().height().value())
                .min()
                .orElseThrow();
    }

    long headHeight() {
        return live().getFirst().tree().head().height().value();
    }

    void assertAgreement(String run) {
        for (LabNode node : honest) {
            assertThat(node.tree().conflicts()).as(run).isEmpty();
        }
        assertThat(network.refusals()).as("%s: refused blocks", run).isEmpty();
    }

    /** Evidence that honest nodes offer. */
    List<Evidence> evidence() {
        return live().stream()
                .flatMap(node -> node.effects().stream())
                .filter(AgentEffect.Offer.class::isInstance)
                .map(effect -> OffenceReport.of(((AgentEffect.Offer) effect).inherent()))
                .map(report -> Evidence.CODEC.decode(report.evidence()))
                .toList();
    }

    void assertNoEvidence(String run) {
        assertThat(evidence()).as("%s: evidence", run).isEmpty();
    }
}
