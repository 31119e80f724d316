package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.Signer;

/** A network of delegates in virtual time that watches when blocks become final. */
final class Net {
    static final long SLOT = Walk.SLOT;

    private static final long STEP = 20;

    final ChainParameters chain;
    final TestProducers delegates;
    final LabNetwork network;
    final List<LabNode> nodes = new ArrayList<>();
    private final Map<BlockId, Long> finalMillis = new TreeMap<>();
    private final Map<BlockId, Integer> finalAt = new TreeMap<>();
    private final List<TreeSet<BlockId>> seenFinal = new ArrayList<>();
    private final TreeSet<Integer> silent = new TreeSet<>();

    private Net(TestProducers delegates, DposParameters parameters, Delays delays) {
        this.delegates = delegates;
        this.chain = Walk.parameters(parameters);
        this.network = new LabNetwork(new DposConsensusFactory(), chain, delays);
    }

    /** One node for each delegate, terms that never end, suspensions of four seconds and more. */
    static Net of(int n, Delays delays) {
        return of(n, delays, IntStream.range(0, n).boxed().toList());
    }

    /** @param keys position of the delegate that each node signs as */
    static Net of(int n, Delays delays, List<Integer> keys) {
        TestProducers delegates = TestProducers.count(Walk.SUITE, n);
        Net net = new Net(
                delegates,
                new DposParameters(
                        delegates.set(), DposParameters.ROUNDS_MAX, Growth.FREE, 1_000, 60_000, 60_000, List.of()),
                delays);
        keys.forEach(key -> net.add(delegates.signers().get(key)));
        return net;
    }

    static Net of(TestProducers delegates, DposParameters parameters, Delays delays) {
        Net net = new Net(delegates, parameters, delays);
        delegates.signers().forEach(net::add);
        return net;
    }

    LabNode add(Signer signer) {
        LabNode node = network.node(Optional.of(signer.publicKey()), network.guard(signer), UnaryOperator.identity());
        nodes.add(node);
        seenFinal.add(new TreeSet<>());
        return node;
    }

    static Timestamp at(long slot) {
        return Walk.GENESIS.plusMillis(slot * SLOT);
    }

    /** Stops nodes for good. */
    Net silence(int from, int to) {
        for (int i = from; i < to; i++) {
            nodes.get(i).stop();
            silent.add(i);
        }
        return this;
    }

    List<LabNode> live() {
        return IntStream.range(0, nodes.size())
                .filter(i -> !silent.contains(i))
                .mapToObj(nodes::get)
                .toList();
    }

    LabNode first() {
        return live().getFirst();
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
        TreeSet<BlockId> seen = seenFinal.get(nodes.indexOf(node));
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

    /** How long after its time each final block from {@code slot} on was final at all live nodes, ascending, in milliseconds. */
    List<Long> timesToFinal(long slot) {
        return first().tree().branch(first().tree().finalBlock()).stream()
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
        return first().tree().head().height().value();
    }

    /** The state after the head of the first live node. */
    Content content() {
        return ((DposState) first().tree().head().state()).content();
    }

    void assertAgreement(String run) {
        for (LabNode node : nodes) {
            assertThat(node.tree().conflicts()).as(run).isEmpty();
        }
        assertThat(network.refusals()).as("%s: refused blocks", run).isEmpty();
    }
}
