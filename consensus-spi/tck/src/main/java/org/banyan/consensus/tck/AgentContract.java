package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.tck.lab.AuditedSignGuard;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

/** Rules of agents: C9 to C14 and C18 to C20. */
public interface AgentContract extends ConsensusSubject {
    @Test
    default void c9_finality_never_goes_back_and_all_nodes_agree() {
        for (long seed = 1; seed <= 5; seed++) {
            LabNetwork network = Chain.of(this).network(Delays.random(seed, slotMillis() / 4), "");
            List<LabEntry> finals = new ArrayList<>();
            for (int slot = 0; slot < 30; slot++) {
                network.run(1);
                for (LabNode node : network.nodes()) {
                    assertThat(node.tree().conflicts()).as("seed %s", seed).isEmpty();
                    finals.add(node.tree().finalBlock());
                }
            }
            LabNode first = network.nodes().getFirst();
            assertThat(finals)
                    .as("seed %s: every block that was ever final is on one branch", seed)
                    .allSatisfy(
                            entry -> assertThat(first.tree().find(entry.id())).isPresent())
                    .allSatisfy(entry -> assertThat(entry.height().isGenesis()
                                    || first.tree().branch(first.tree().head()).stream()
                                            .anyMatch(block -> block.id().equals(entry.id())))
                            .isTrue());
            assertThat(first.tree().finalBlock().height().value())
                    .as("seed %s: final height", seed)
                    .isGreaterThan(3);
        }
    }

    @Test
    default void c10_the_same_events_lead_to_the_same_effects() {
        for (long seed = 1; seed <= 3; seed++) {
            Chain chain = Chain.of(this);
            LabNetwork once = chain.network(Delays.random(seed, slotMillis() / 2), "");
            LabNetwork again = chain.network(Delays.random(seed, slotMillis() / 2), "");
            once.run(20);
            again.run(20);
            for (int i = 0; i < once.nodes().size(); i++) {
                assertThat(again.nodes().get(i).effects())
                        .as("seed %s node %s", seed, i)
                        .isEqualTo(once.nodes().get(i).effects());
            }
            assertThat(once.nodes().getFirst().effects()).as("seed %s", seed).isNotEmpty();
        }
    }

    @Test
    default void c11_a_restarted_agent_never_asks_for_what_its_guard_refuses() {
        for (long seed = 1; seed <= 5; seed++) {
            Chain chain = Chain.of(this);
            SplittableRandom random = new SplittableRandom(seed);
            LabNetwork network =
                    new LabNetwork(factory(), chain.parameters(), Delays.random(seed, slotMillis() / 4), Bytes.EMPTY);
            List<AuditedSignGuard> guards = new ArrayList<>();
            for (Signer signer : chain.producers().signers()) {
                AuditedSignGuard guard = new AuditedSignGuard(network.guard(signer));
                guards.add(guard);
                network.node(Optional.of(signer.publicKey()), guard, UnaryOperator.identity());
            }
            for (int kill = 0; kill < 60; kill++) {
                network.runUntil(network.now().plusMillis(random.nextLong(slotMillis())));
                network.nodes().get(random.nextInt(network.nodes().size())).restart();
            }
            for (AuditedSignGuard guard : guards) {
                assertThat(guard.contradictions()).as("seed %s", seed).isEmpty();
                assertThat(guard.refused()).as("seed %s", seed).isEmpty();
                assertThat(guard.count()).as("seed %s: objects signed", seed).isPositive();
            }
            assertThat(network.nodes().getFirst().tree().finalBlock().height().value())
                    .as("seed %s: final height in spite of 60 restarts", seed)
                    .isGreaterThan(3);
        }
    }

    @Test
    default void c12_a_node_without_a_key_follows_and_asks_for_no_signature_and_no_block() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        SignGuard none = new SignGuard() {
            @Override
            public Optional<Bytes> sign(SignRequest request) {
                throw new AssertionError("a node without a key asked for " + request);
            }

            @Override
            public Map<SignatureType, SignRequest> lastSigned() {
                return new TreeMap<>();
            }
        };
        LabNode follower = network.node(Optional.empty(), none, UnaryOperator.identity());
        network.run(20);
        assertThat(follower.effects())
                .noneMatch(effect -> effect instanceof AgentEffect.Propose || effect instanceof AgentEffect.Publish)
                .anyMatch(effect -> effect instanceof AgentEffect.NotProducing);
        assertThat(follower.tree().finalBlock().height().value())
                .as("final height of the follower")
                .isGreaterThan(3);
    }

    @Test
    default void c13_an_instruction_that_makes_no_sense_changes_nothing() {
        LabNetwork network = Chain.of(this).network("");
        network.run(5);
        ForkChoice.Tip before = network.nodes().getFirst().tree().head().tip();
        network.nodes().getFirst().instruct(Bytes.fromHex("088000"));
        assertThat(network.nodes().getFirst().tree().head().tip()).isEqualTo(before);
        network.run(20);
        assertThat(network.nodes().getFirst().tree().head().height())
                .as("the chain goes on")
                .isGreaterThan(before.header().height());
        assertThat(network.nodes().getFirst().tree().head().state().producers())
                .isEqualTo(before.state().producers());
    }

    @Test
    default void c14_blocks_are_held_back_by_a_slot_at_most() {
        Chain chain = Chain.of(this);
        assertThat(factory().create(chain.parameters()).futureMillisMax()).isBetween(0L, slotMillis());
        assertThat(factory().create(chain.parameters()).id())
                .isEqualTo(factory().id());
    }

    @Test
    default void c18_messages_from_nobody_change_nothing_and_are_not_passed_on() {
        LabNetwork network = Chain.of(this).network("");
        network.run(5);
        LabNode node = network.nodes().getFirst();
        for (int size : List.of(0, 1, 64, AgentEffect.Send.BYTES_MAX)) {
            for (int fill : List.of(0x00, 0x08, 0xff)) {
                byte[] garbage = new byte[size];
                Arrays.fill(garbage, (byte) fill);
                int before = node.effects().size();
                node.hear(Bytes.wrap(garbage));
                assertThat(node.effects().subList(before, node.effects().size()))
                        .as("after %s bytes %s", size, fill)
                        .noneMatch(effect ->
                                effect instanceof AgentEffect.Send || effect instanceof AgentEffect.AddWitness);
            }
        }
        long before = node.tree().finalBlock().height().value();
        network.run(20);
        assertThat(node.tree().finalBlock().height().value())
                .as("the chain goes on")
                .isGreaterThan(before + 3);
    }

    @Test
    default void c19_blocks_become_final_although_as_many_as_may_fail_are_silent() {
        int silent = silentMax();
        LabNetwork network = Chain.of(this).network(Delays.random(1, slotMillis() / 10), "");
        network.run(3);
        network.nodes().subList(0, silent).forEach(LabNode::stop);
        LabNode watched = network.nodes().getLast();
        long before = watched.tree().finalBlock().height().value();
        network.run(12L * (2L * silent + 3));
        assertThat(watched.tree().finalBlock().height().value())
                .as("final height after %s slots with %s of %s silent", 12 * (2 * silent + 3), silent, producers())
                .isGreaterThan(before + 6);
    }

    @Test
    default void c20_producers_that_are_all_killed_at_once_go_on_and_agree() {
        for (long seed = 1; seed <= 5; seed++) {
            LabNetwork network = Chain.of(this).network(Delays.random(seed, slotMillis() / 4), "");
            network.runUntil(network.now().plusMillis(3 * slotMillis() + seed * slotMillis() / 5));
            List<LabEntry> finals = network.nodes().stream()
                    .map(node -> node.tree().finalBlock())
                    .toList();
            network.nodes().forEach(LabNode::restart);
            network.run(8L + 4L * producers());
            for (LabNode node : network.nodes()) {
                assertThat(node.tree().conflicts()).as("seed %s", seed).isEmpty();
                List<LabEntry> branch = node.tree().branch(node.tree().finalBlock());
                assertThat(finals)
                        .as("seed %s: what was final before is final still", seed)
                        .allMatch(entry -> entry.height().isGenesis()
                                || branch.stream().anyMatch(block -> block.id().equals(entry.id())));
                assertThat(node.tree().finalBlock().height().value())
                        .as("seed %s: final height", seed)
                        .isGreaterThan(finals.getFirst().height().value() + 1);
            }
        }
    }
}
