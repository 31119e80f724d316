package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks: final in time with silent members, safe with lying and forgetful ones, alive after healing, through changes of the set. */
class BftNetworkTest {
    private static final long SLOT = SmallCase.SLOT;

    // Bounds (RELIABILITY.md RL1, RL2)

    @ParameterizedTest(name = "{0} members, {1} silent")
    @CsvSource({"4, 0", "4, 1", "7, 0", "7, 2"})
    void a_block_is_final_within_two_slots_and_within_2f_plus_3_when_f_are_silent(int members, int silent) {
        TestProducers producers = TestProducers.count(SmallCase.SUITE, members);
        for (long seed = 1; seed <= 3; seed++) {
            LabNetwork network = network(producers, Delays.random(seed, SLOT / 10));
            // Neighbours in the order of leading, so that they lead one after the other.
            for (int i = 0; i < silent; i++) {
                network.nodes().get(i).stop();
            }
            LabNode watched = network.nodes().getLast();
            long bound = (silent == 0 ? 2 : 2L * silent + 3) * SLOT;
            long height = 0;
            long since = network.now().millis();
            for (int step = 0; step < 600; step++) {
                network.runUntil(network.now().plusMillis(SLOT / 10));
                long now = watched.tree().finalBlock().height().value();
                assertThat(network.now().millis() - since)
                        .as("seed %s: wait for a final block after height %s", seed, height)
                        .isLessThanOrEqualTo(bound);
                if (now > height) {
                    height = now;
                    since = network.now().millis();
                }
            }
            assertThat(height).as("final height after 60 slots").isGreaterThan(60 / (2L * silent + 3));
        }
    }

    @Test
    void after_a_partition_without_a_quorum_heals_finality_resumes_within_the_longest_view() {
        for (int slots : List.of(3, 30, 200)) {
            Timestamp start = new Timestamp(1_700_000_000_000L).plusMillis(5 * SLOT);
            Timestamp heal = start.plusMillis(slots * SLOT);
            LabNetwork network =
                    network(SmallCase.FOUR, Delays.random(slots, SLOT / 10).partitioned(start, heal, node -> node % 2));
            network.runUntil(heal);
            long before = finalHeight(network.nodes());
            network.runUntil(heal.plusMillis(2 * 8 * SLOT));
            assertThat(network.nodes())
                    .as("final heights %s ms after a partition of %s slots", 16 * SLOT, slots)
                    .allSatisfy(
                            node -> assertThat(node.tree().finalBlock().height().value())
                                    .isGreaterThan(before + 2));
            assertAgreement(network.nodes());
        }
    }

    @Test
    void messages_slower_than_the_first_views_only_make_views_longer() {
        LabNetwork network = network(SmallCase.FOUR, Delays.constant(3 * SLOT / 2));
        network.run(300);
        assertThat(finalHeight(network.nodes())).as("final height").isGreaterThan(5);
        assertAgreement(network.nodes());
    }

    // Empty blocks

    @ParameterizedTest(name = "empty-every {0}: {1} blocks in 40 slots without work")
    @CsvSource({"1, 40", "10, 4", "0, 0"})
    void blocks_without_work_follow_the_policy(long every, long blocks) {
        LabNetwork network = idleNetwork(every);
        network.run(40);
        assertThat(finalHeight(network.nodes())).isBetween(Math.max(0, blocks - 2), blocks);
    }

    @Test
    void work_at_any_one_member_brings_a_block_within_its_turn() {
        LabNetwork network = idleNetwork(0);
        network.run(20);
        assertThat(finalHeight(network.nodes())).isZero();
        network.nodes().get(2).work(true);
        network.run(4);
        assertThat(finalHeight(network.nodes())).isPositive();
        network.nodes().get(2).work(false);
        network.run(4);
        long rested = finalHeight(network.nodes());
        network.run(20);
        assertThat(finalHeight(network.nodes())).as("and then rests again").isEqualTo(rested);
    }

    // Liars

    @ParameterizedTest(name = "{0} members, {1} liars")
    @CsvSource({"4, 1", "7, 2"})
    void leaders_that_make_two_blocks_and_members_that_sign_everything_only_cost_time(int members, int liars) {
        TestProducers producers = TestProducers.count(SmallCase.SUITE, members);
        ChainParameters parameters = SmallCase.parameters(producers);
        BftChain chain = new BftChain(parameters, BftParameters.usual(producers.set(), SLOT), new Safety());
        for (long seed = 1; seed <= 3; seed++) {
            LabNetwork network = new LabNetwork(new BftConsensusFactory(), parameters, Delays.random(seed, SLOT / 4));
            List<LabNode> honest = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                Signer signer = producers.signers().get(i);
                long mood = seed;
                if (i < liars) {
                    network.node(
                            Optional.of(signer.publicKey()),
                            Liar.guard(SmallCase.SUITE, chain, signer),
                            agent -> new Liar(chain, signer, mood));
                } else {
                    honest.add(network.producer(signer));
                }
            }
            network.run(60);
            assertAgreement(honest);
            assertThat(finalHeight(honest)).as("seed %s: final height", seed).isGreaterThan(60 / (2L * liars + 3));
            assertThat(honest.stream().flatMap(node -> node.effects().stream()))
                    .as("seed %s: the liar is named", seed)
                    .anyMatch(effect -> effect instanceof AgentEffect.Report report
                            && report.message().contains("signed two statements"));
        }
    }

    @Test
    void a_member_that_forgets_what_it_signed_cannot_break_agreement() {
        for (long seed = 1; seed <= 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ChainParameters parameters = SmallCase.parameters(SmallCase.FOUR);
            LabNetwork network = new LabNetwork(new BftConsensusFactory(), parameters, Delays.random(seed, 2 * SLOT));
            List<LabNode> honest = new ArrayList<>();
            for (Signer signer : SmallCase.FOUR.signers().subList(1, 4)) {
                honest.add(network.producer(signer));
            }
            Signer amnesiac = SmallCase.FOUR.signers().getFirst();
            LabNode forgetful = network.node(
                    Optional.of(amnesiac.publicKey()), forgetting(parameters, amnesiac), UnaryOperator.identity());
            for (int kill = 0; kill < 40; kill++) {
                network.runUntil(network.now().plusMillis(random.nextLong(2 * SLOT)));
                forgetful.restart();
            }
            network.run(10);
            assertAgreement(honest);
            assertThat(finalHeight(honest)).as("seed %s: final height", seed).isPositive();
        }
    }

    // Restarts (RELIABILITY.md RS5)

    @Test
    void a_member_killed_after_any_of_its_signatures_goes_on_and_contradicts_nothing() {
        for (int victim : List.of(0, 3)) {
            for (int signature = 1; signature <= 12; signature++) {
                LabNetwork network = network(SmallCase.FOUR, Delays.random(signature, SLOT / 2));
                LabNode node = network.nodes().get(victim);
                int kill = signature;
                for (int step = 0; step < 400 && signatures(node) < kill; step++) {
                    network.runUntil(network.now().plusMillis(SLOT / 20));
                }
                node.restart();
                long before = finalHeight(network.nodes());
                network.run(15);
                assertAgreement(network.nodes());
                assertThat(node.effects())
                        .as("member %s killed after signature %s", victim, kill)
                        .noneMatch(effect -> effect instanceof AgentEffect.Report report
                                && report.message().contains("refused"));
                assertThat(finalHeight(network.nodes())).isGreaterThan(before + 1);
            }
        }
    }

    @Test
    void all_members_killed_at_once_in_any_phase_keep_their_lock_and_go_on() {
        for (int step = 1; step <= 20; step++) {
            LabNetwork network = network(SmallCase.FOUR, Delays.random(step, SLOT / 2));
            network.runUntil(network.now().plusMillis(4 * SLOT + step * SLOT / 10));
            network.nodes().forEach(LabNode::restart);
            long before = finalHeight(network.nodes());
            network.run(20);
            assertAgreement(network.nodes());
            assertThat(finalHeight(network.nodes())).as("step %s", step).isGreaterThan(before + 1);
        }
    }

    // Changing sets

    @Test
    void a_light_client_follows_three_changes_of_the_set_from_headers_alone() {
        List<TestProducers> sets = List.of(
                SmallCase.FOUR,
                TestProducers.named(SmallCase.SUITE, "a", "b", "c", "d", "e"),
                TestProducers.named(SmallCase.SUITE, "a", "f"),
                TestProducers.named(SmallCase.SUITE, "g", "h", "i", "j", "k", "l", "m"));
        ChainParameters parameters = SmallCase.parameters(SmallCase.FOUR);
        LabNetwork network = network(SmallCase.FOUR, Delays.random(7, SLOT / 4));
        Map<String, Signer> others = new TreeMap<>();
        sets.subList(1, sets.size())
                .forEach(set -> set.signers()
                        .forEach(signer -> others.put(signer.publicKey().toString(), signer)));
        others.values().forEach(network::producer);
        Height since = Height.GENESIS;
        for (int i = 1; i < sets.size(); i++) {
            network.run(10);
            ProducerSet next = sets.get(i).set();
            Bytes change = SetChange.CODEC.encode(
                    Changes.approved(parameters, sets.get(i - 1), since, new Height(1_000), next));
            network.nodes().forEach(node -> node.instruct(change));
            network.run(20);
            LabEntry last = network.nodes().getFirst().tree().finalBlock();
            assertThat(last.state().producers()).as("set %s", i).isEqualTo(next);
            since = ((BftState) last.state()).since();
        }
        network.run(10);
        assertAgreement(network.nodes());

        LabNode follower = network.nodes().getFirst();
        LabEntry genesis = follower.tree().all().stream()
                .filter(entry -> entry.height().isGenesis())
                .findFirst()
                .orElseThrow();
        LightClient client = new BftConsensusFactory()
                .lightClient(SmallCase.SUITE, new Checkpoint(genesis.header(), SmallCase.FOUR.set()));
        int changes = 0;
        for (LabEntry entry : follower.tree().branch(follower.tree().finalBlock())) {
            boolean changing = !entry.state().producers().equals(client.latest().childSet());
            if (changing || entry.height().value() % 5 == 0) {
                LightClient.Step step = client.follow(
                        entry.header(),
                        certificate(entry),
                        changing ? Optional.of(entry.state().producers()) : Optional.empty());
                assertThat(step.verdict()).isEqualTo(Verdict.ACCEPTED);
                client = step.next();
                changes += changing ? 1 : 0;
            }
        }
        assertThat(changes).isEqualTo(3);
        assertThat(client.latest().childSet()).isEqualTo(sets.getLast().set());
    }

    // Tools

    private static LabNetwork network(TestProducers producers, Delays delays) {
        LabNetwork network = new LabNetwork(new BftConsensusFactory(), SmallCase.parameters(producers), delays);
        producers.signers().forEach(network::producer);
        return network;
    }

    private static LabNetwork idleNetwork(long every) {
        ChainParameters usual = SmallCase.parameters(SmallCase.FOUR);
        Bytes parameters = BftParameters.CODEC.encode(new BftParameters(SmallCase.FOUR.set(), SLOT, 8 * SLOT, every));
        LabNetwork network = new LabNetwork(
                new BftConsensusFactory(),
                new ChainParameters(usual.chainId(), usual.genesisTime(), SLOT, parameters, SmallCase.SUITE),
                Delays.random(every, SLOT / 20));
        SmallCase.FOUR.signers().forEach(signer -> network.producer(signer).work(false));
        return network;
    }

    private static SignGuard forgetting(ChainParameters chain, Signer signer) {
        return new SignGuard() {
            @Override
            public Optional<Bytes> sign(SignRequest request) {
                return Optional.of(
                        signer.sign(chain.suite().signingHash(chain.chainId(), request.type(), request.object())));
            }

            @Override
            public Map<SignatureType, SignRequest> lastSigned() {
                return new TreeMap<>();
            }
        };
    }

    private static long signatures(LabNode node) {
        return node.effects().stream()
                .filter(AgentEffect.Sign.class::isInstance)
                .count();
    }

    private static long finalHeight(List<LabNode> nodes) {
        return nodes.stream()
                .mapToLong(node -> node.tree().finalBlock().height().value())
                .min()
                .orElseThrow();
    }

    private static Certificate certificate(LabEntry entry) {
        return Certificate.CODEC.decode(
                entry.witness().payloads(WitnessEntry.CERTIFICATE).getFirst());
    }

    private static void assertAgreement(List<LabNode> nodes) {
        Map<Long, BlockId> agreed = new TreeMap<>();
        for (LabNode node : nodes) {
            assertThat(node.tree().conflicts()).isEmpty();
            for (LabEntry entry : node.tree().branch(node.tree().finalBlock())) {
                BlockId other = agreed.putIfAbsent(entry.height().value(), entry.id());
                assertThat(other == null || other.equals(entry.id()))
                        .as("one final block at height %s", entry.height())
                        .isTrue();
            }
        }
    }
}
