package org.banyan.consensus.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of authority agents in virtual time: agreement always, finality while a quorum is there. Seeds reproduce a run. */
class AuthorityNetworkTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final long SLOT = 400;
    private static final int SEEDS = 10;

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10})
    void finality_goes_on_with_f_silent_producers(int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = new Net(n, Delays.random(seed, SLOT / 4));
            int silent = (n - 1) / 3;
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < silent; i++) {
                net.nodes.remove(random.nextInt(net.nodes.size())).stop();
            }
            net.network.run(10L * n);
            net.assertAgreement("seed " + seed);
            net.assertFinalWithin(2 * n, "seed " + seed + " with " + silent + " silent");
        }
    }

    @Test
    void a_silent_producer_too_many_stops_finality_but_not_the_chain() {
        Net net = new Net(4, Delays.constant(10));
        net.network.run(20);
        net.nodes.removeLast().stop();
        net.nodes.removeLast().stop();
        net.network.run(8);
        long stuck = net.finalHeight();
        long head = net.nodes.getFirst().tree().head().height().value();
        net.network.run(40);
        assertThat(net.finalHeight()).as("final height with 2 of 4 producers").isEqualTo(stuck);
        assertThat(net.nodes.getFirst().tree().head().height().value()).isGreaterThan(head + 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void a_partition_without_a_quorum_on_either_side_heals(int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Delays delays =
                    Delays.random(seed, SLOT / 4).partitioned(at(13), at(13 + 5L * n), node -> node < n / 2 ? 0 : 1);
            Net net = new Net(n, delays);
            net.network.run(13 + 5L * n - 1);
            long inPartition = net.finalHeight();
            net.network.run(8L * n);
            net.assertAgreement("seed " + seed);
            assertThat(net.finalHeight())
                    .as("seed %s: final height after healing", seed)
                    .isGreaterThan(inPartition);
            net.assertFinalWithin(2 * n, "seed " + seed + " after healing");
        }
    }

    @Test
    void producers_that_start_alone_agree_once_they_meet() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = new Net(4, Delays.random(seed, SLOT / 4).partitioned(at(0), at(10), IntUnaryOperator.identity()));
            net.network.run(60);
            net.assertAgreement("seed " + seed);
            net.assertFinalWithin(8, "seed " + seed);
        }
    }

    @Test
    void messages_delayed_by_many_slots_never_break_agreement() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (int n : List.of(2, 3, 4, 5)) {
                Net net = new Net(n, Delays.random(seed, 6 * SLOT));
                net.network.run(100);
                net.assertAgreement("seed " + seed + " n " + n);
            }
        }
    }

    @Test
    void one_liar_that_builds_twice_and_votes_for_everything_breaks_no_agreement() {
        for (long seed = 1; seed <= 60; seed++) {
            int liar = (int) (seed % 4);
            Net net = new Net(4, Delays.random(seed, 1 + 5 * SLOT * (seed % 3) / 2 + SLOT / 4), liar);
            net.network.run(100);
            net.assertAgreement("seed " + seed);
            assertThat(Liar.contradictions(net.nodes.get(liar).effects()))
                    .as("seed %s: heights at which the liar voted for two blocks", seed)
                    .isPositive();
        }
    }

    @Test
    void one_liar_cannot_stop_finality_while_messages_arrive_in_time() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            int liar = (int) (seed % 4);
            Net net = new Net(4, Delays.random(seed, SLOT / 8), liar);
            net.network.run(100);
            net.assertAgreement("seed " + seed);
            net.assertFinalWithin(12, "seed " + seed);
        }
    }

    @Test
    void more_liars_than_f_can_break_agreement_and_their_certificates_convict_them() {
        // given two producers that run twice, once on each side of a partition with an honest one
        Delays delays = Delays.constant(20).partitioned(at(0), at(1_000), node -> node % 2);
        Net net = new Net(4, delays, -1, List.of(0, 1, 2, 2, 3, 3));
        net.network.run(40);

        // when both sides have final blocks
        LabEntry one = net.firstCertified(0);
        LabEntry other = net.firstCertified(1);
        Certificate mine = certificate(one).orElseThrow();
        Certificate theirs = certificate(other).orElseThrow();
        assertThat(one.height()).isEqualTo(other.height());
        assertThat(one.id()).isNotEqualTo(other.id());

        // then the certificates prove it, and who stands in both is a liar
        assertThat(net.lightClient().provesMisbehaviour(mine, theirs)).isEqualTo(Verdict.ACCEPTED);
        TreeSet<Integer> both = positions(mine);
        both.retainAll(positions(theirs));
        assertThat(both).containsExactly(2, 3);
    }

    @Test
    void a_second_process_with_the_same_key_stops_when_it_sees_the_firsts_blocks() {
        // given a copy of producer 3 that runs alone for ten slots
        Delays delays = Delays.constant(20).partitioned(at(0), at(10), node -> node == 4 ? 1 : 0);
        Net net = new Net(4, delays, -1, List.of(0, 1, 2, 3, 3));

        // when it meets the others
        net.network.run(60);

        // then it signs no more, and the chain does not suffer
        assertThat(net.nodes.getLast().effects())
                .anyMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                        && reason.reason().contains("another process uses the key"));
        List<AgentEffect> before = net.nodes.getLast().effects();
        net.network.run(40);
        assertThat(net.nodes.getLast().effects().stream().skip(before.size()))
                .noneMatch(effect -> effect instanceof AgentEffect.Sign);
        net.assertAgreement("with a key that is used twice");
        net.assertFinalWithin(8, "with a key that is used twice");
    }

    @Test
    void a_change_of_the_producers_keeps_agreement_under_delays_and_silence() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = new Net(4, Delays.random(seed, seed % 2 == 0 ? SLOT / 4 : 3 * SLOT));
            TestProducers next = TestProducers.named(SUITE, "producer-0", "producer-1", "eve", "frank", "grace");
            for (Signer signer : next.signers()) {
                if (!net.producers.signers().contains(signer)) {
                    net.nodes.add(net.network.producer(signer));
                }
            }
            net.network.run(10);
            Bytes change = SetChange.CODEC.encode(
                    Changes.approved(net.chain, net.producers, Height.GENESIS, new Height(500), next.set()));
            net.nodes.getFirst().instruct(change);
            net.network.run(120);
            net.assertAgreement("seed " + seed);
            if (seed % 2 == 0) {
                net.assertFinalWithin(12, "seed " + seed);
                for (LabNode node : net.nodes) {
                    assertThat(node.tree().finalBlock().state().producers())
                            .as("seed %s: the set after the change", seed)
                            .isEqualTo(next.set());
                }
            }
        }
    }

    @Test
    void the_set_can_change_to_one_producer_and_back() {
        Net net = new Net(4, Delays.constant(20));
        TestProducers single = TestProducers.named(SUITE, "solo");
        net.nodes.add(net.network.producer(single.signers().getFirst()));
        net.network.run(8);
        net.nodes
                .getFirst()
                .instruct(SetChange.CODEC.encode(
                        Changes.approved(net.chain, net.producers, Height.GENESIS, new Height(500), single.set())));
        net.network.run(30);
        assertThat(net.nodes.getFirst().tree().finalBlock().state().producers()).isEqualTo(single.set());
        Height since =
                ((AuthorityState) net.nodes.getFirst().tree().finalBlock().state()).since();

        net.nodes
                .getLast()
                .instruct(SetChange.CODEC.encode(
                        Changes.approved(net.chain, single, since, new Height(500), net.producers.set())));
        net.network.run(30);
        net.assertAgreement("after two changes");
        net.assertFinalWithin(8, "after two changes");
        assertThat(net.nodes.getFirst().tree().finalBlock().state().producers()).isEqualTo(net.producers.set());
    }

    private static Timestamp at(long slot) {
        return Net.GENESIS.plusMillis(slot * SLOT);
    }

    private static Optional<Certificate> certificate(LabEntry entry) {
        return entry.witness().payloads(WitnessEntry.CERTIFICATE).stream()
                .findFirst()
                .map(Certificate.CODEC::decode);
    }

    private static TreeSet<Integer> positions(Certificate certificate) {
        TreeSet<Integer> positions = new TreeSet<>();
        certificate.votes().stream().map(VoteSignature::position).forEach(positions::add);
        return positions;
    }

    /** A network of authority producers. */
    private static final class Net {
        private static final Timestamp GENESIS = new Timestamp(1_700_000_000_000L);

        private final TestProducers producers;
        private final ChainParameters chain;
        private final LabNetwork network;
        private final List<LabNode> nodes = new ArrayList<>();

        private Net(int n, Delays delays) {
            this(n, delays, -1);
        }

        private Net(int n, Delays delays, int liar) {
            this(n, delays, liar, IntStream.range(0, n).boxed().toList());
        }

        /** @param keys position of the producer that each node signs as */
        private Net(int n, Delays delays, int liar, List<Integer> keys) {
            producers = TestProducers.count(SUITE, n);
            Bytes parameters = AuthorityParameters.CODEC.encode(new AuthorityParameters(producers.set()));
            chain = new ChainParameters(new ChainId(new Hash(7, 7, 7, n)), GENESIS, SLOT, parameters, SUITE);
            network = new LabNetwork(new AuthorityConsensusFactory(), chain, delays);
            for (int key : keys) {
                Signer signer = producers.signers().get(key);
                nodes.add(
                        key == liar
                                ? network.node(
                                        Optional.of(signer.publicKey()),
                                        new Liar.Unguarded(chain, signer),
                                        honest -> new Liar(chain, signer.publicKey()))
                                : network.node(
                                        Optional.of(signer.publicKey()),
                                        network.guard(signer),
                                        UnaryOperator.identity()));
            }
        }

        private long finalHeight() {
            return nodes.stream()
                    .mapToLong(node -> node.tree().finalBlock().height().value())
                    .min()
                    .orElseThrow();
        }

        /** No certificate contradicts another, in any tree and between trees. */
        private void assertAgreement(String when) {
            Map<Long, LabEntry> finals = new TreeMap<>();
            for (LabNode node : nodes) {
                assertThat(node.tree().conflicts()).as(when).isEmpty();
                for (LabEntry entry : node.tree().branch(node.tree().finalBlock())) {
                    LabEntry other = finals.putIfAbsent(entry.height().value(), entry);
                    assertThat(entry.id())
                            .as("%s: final block at height %s", when, entry.height())
                            .isEqualTo(other == null ? entry.id() : other.id());
                }
            }
        }

        private void assertFinalWithin(int blocks, String when) {
            for (LabNode node : nodes) {
                long head = node.tree().head().height().value();
                assertThat(node.tree().finalBlock().height().value())
                        .as("%s: final height under head %s", when, head)
                        .isGreaterThan(Math.max(0, head - blocks));
            }
        }

        private LabEntry firstCertified(int node) {
            var tree = nodes.get(node).tree();
            return tree.branch(tree.finalBlock()).stream()
                    .filter(entry -> certificate(entry).isPresent())
                    .findFirst()
                    .orElseThrow();
        }

        private LightClient lightClient() {
            LabEntry genesis = nodes.getFirst().tree().all().stream()
                    .filter(entry -> entry.height().isGenesis())
                    .findFirst()
                    .orElseThrow();
            ProducerSet set = genesis.state().producers();
            return new AuthorityConsensusFactory().lightClient(SUITE, new Checkpoint(genesis.header(), set));
        }
    }
}
