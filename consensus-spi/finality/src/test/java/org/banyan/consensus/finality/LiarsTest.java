package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.consensus.finality.Net.SLOT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.finality.EvidenceRule.Judgement;
import org.banyan.consensus.tck.lab.AuditedSignGuard;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.types.Address;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

/** Networks with liars, restarts, slow messages and partitions: agreement, and evidence against liars alone. */
class LiarsTest {
    private static final int SEEDS = Integer.getInteger("finality.seeds", 1);

    @Test
    void one_liar_of_four_breaks_no_agreement_is_convicted_and_slows_finality_little() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = withLiars(4, 1, seed, Delays.random(seed, 3 * SLOT / 10)).run(60);
            net.assertAgreement("seed " + seed);
            assertThat(convicted(net)).as("seed %s", seed).containsExactlyElementsOf(addresses(net, 1));
            assertThat(net.finalHeight())
                    .as("seed %s: final height after 60 slots", seed)
                    .isGreaterThan(40);
        }
    }

    @Test
    void two_liars_of_seven_with_messages_that_take_up_to_three_slots_break_no_agreement() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = withLiars(7, 2, seed, Delays.random(seed, 3 * SLOT)).run(40);
            net.assertAgreement("seed " + seed);
            assertThat(addresses(net, 2)).as("seed %s", seed).containsAll(convicted(net));
        }
    }

    @Test
    void one_liar_in_a_network_that_falls_apart_breaks_no_agreement_and_accuses_nobody() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Delays delays = Delays.random(seed, SLOT)
                    .partitioned(Net.at(7), Net.at(19), node -> node % 2)
                    .partitioned(Net.at(25), Net.at(40), node -> node / 2);
            Net net = withLiars(4, 1, seed, delays).run(80);
            net.assertAgreement("seed " + seed);
            assertThat(addresses(net, 1)).as("seed %s", seed).containsAll(convicted(net));
            assertThat(net.finalHeight()).as("seed %s", seed).isGreaterThan(30);
        }
    }

    @Test
    void more_liars_than_the_protocol_takes_never_make_an_honest_voter_guilty() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = withLiars(4, 2, seed, Delays.random(seed, 2 * SLOT)).run(60);
            assertThat(addresses(net, 2)).as("seed %s", seed).containsAll(convicted(net));
        }
    }

    @Test
    void voters_that_restart_at_any_moment_contradict_themselves_never() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Net net = Net.empty(4, Delays.random(seed, 2 * SLOT));
            List<AuditedSignGuard> guards = new ArrayList<>();
            for (Signer signer : net.producers.signers()) {
                guards.add(new AuditedSignGuard(net.network.guard(signer)));
                net.honest(signer, guards.getLast());
            }
            for (int kill = 0; kill < 100; kill++) {
                net.network.runUntil(net.network.now().plusMillis(random.nextLong(SLOT)));
                net.honest.get(random.nextInt(4)).restart();
            }
            net.network.run(80);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            for (AuditedSignGuard guard : guards) {
                assertThat(guard.contradictions()).as("seed %s", seed).isEmpty();
                assertThat(guard.refused()).as("seed %s", seed).isEmpty();
            }
            assertThat(net.finalHeight()).as("seed %s", seed).isGreaterThan(20);
        }
    }

    @Test
    void a_journal_that_was_not_synced_before_sending_is_caught() {
        List<String> stopped = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Net net = Net.empty(4, Delays.random(seed, SLOT / 4));
            for (Signer signer : net.producers.signers()) {
                net.honest(signer, new ForgetfulGuard(net.network.guard(signer)));
            }
            for (int kill = 0; kill < 40; kill++) {
                net.network.runUntil(net.network.now().plusMillis(random.nextLong(SLOT)));
                net.honest.get(random.nextInt(4)).restart();
            }
            net.honest.stream()
                    .flatMap(node -> node.effects().stream())
                    .filter(AgentEffect.Report.class::isInstance)
                    .map(effect -> ((AgentEffect.Report) effect).message())
                    .filter(message -> message.contains("its sign guard does not know"))
                    .forEach(stopped::add);
            assertThat(addresses(net, 0)).as("seed %s", seed).containsAll(convicted(net));
        }
        assertThat(stopped).as("voters that met their own lost votes").isNotEmpty();
    }

    /** The first {@code liars} producers lie. */
    private static Net withLiars(int n, int liars, long seed, Delays delays) {
        Net net = Net.empty(n, delays);
        List<Signer> signers = net.producers.signers();
        for (int i = 0; i < n; i++) {
            Signer signer = signers.get(i);
            if (i < liars) {
                long own = seed * n + i;
                LabNode node = net.liar(signer, honest -> new Liar(net.chain, signer.publicKey(), own));
                assertThat(node).isNotNull();
            } else {
                net.honest(signer, net.network.guard(signer));
            }
        }
        return net;
    }

    private static Set<Address> addresses(Net net, int liars) {
        Set<Address> addresses = new TreeSet<>();
        for (int i = 0; i < liars; i++) {
            addresses.add(net.producers.set().producers().get(i).address());
        }
        return addresses;
    }

    /** Whom the evidence that honest nodes offer convicts; all of it has to hold. */
    private static Set<Address> convicted(Net net) {
        EvidenceRule rule = new EvidenceRule(net.chain.chainId(), Net.SUITE, id -> Optional.of(net.producers.set()));
        Set<Address> guilty = new TreeSet<>();
        for (Evidence evidence : net.evidence()) {
            assertThat(rule.judge(evidence))
                    .isInstanceOfSatisfying(
                            Judgement.Guilty.class,
                            judged -> guilty.add(judged.voter().address()));
        }
        return guilty;
    }
}
