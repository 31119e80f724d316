package org.banyan.consensus.bft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** A member that restarts on its own disk can prove what it signed, and goes on. At height 1 member 1 leads view 0 and member 2 view 1. */
class LockAfterRestartTest {
    private static final long SLOT = SmallCase.SLOT;
    private static final long MESSAGE_MILLIS = 5;

    /** What never reaches an agent, and what never leaves one. */
    private Hears hears = (member, event) -> true;

    private Predicate<AgentEffect> leaves = effect -> !isOf(effect, Phase.COMMIT);

    private interface Hears {
        boolean hears(int member, AgentEvent event);
    }

    @Test
    void a_lock_that_came_after_a_view_change_does_not_hide_what_the_view_change_said() {
        LabNetwork network = network((from, to, sent) -> to == 3 ? 3 * SLOT / 2 : MESSAGE_MILLIS);
        LabNode late = network.nodes().get(3);
        runUntilSigned(network, late, Phase.CHANGE);
        network.runUntil(network.now().plusMillis(SLOT - 20));
        assertThat(late.tree().all())
                .as("a lock stands beside a block")
                .anyMatch(entry -> !entry.witness().payloads(BftState.LOCK).isEmpty());

        late.restart();

        assertGoesOn(network, late);
    }

    @Test
    void a_lock_that_a_view_change_tells_is_on_disk_before_the_view_change_is_signed() {
        // Member 3 sees the lock in nothing but the view changes of the others, and follows them.
        hears = (member, event) -> member != 3 || !isOf(event, Phase.PREPARE) && !isTimer(event);
        leaves = effect -> !isOf(effect, Phase.COMMIT) && !(effect instanceof AgentEffect.KeepWitness);
        LabNetwork network = network(Delays.constant(MESSAGE_MILLIS));
        LabNode follower = network.nodes().get(3);
        runUntilSigned(network, follower, Phase.CHANGE);

        follower.restart();

        assertGoesOn(network, follower);
    }

    @Test
    void a_leader_that_proposed_the_block_of_others_goes_on_before_it_has_the_block() {
        LabNetwork network = network((from, to, sent) -> from == 1 && to == 2 ? 10 * SLOT : MESSAGE_MILLIS);
        LabNode leader = network.nodes().get(2);
        runUntilSigned(network, leader, Phase.PROPOSE);
        assertThat(leader.tree().all())
                .as("blocks that the leader has, with genesis")
                .hasSize(1);

        leader.restart();

        assertGoesOn(network, leader);
    }

    @Test
    void no_member_is_silent_after_restarts_at_any_moment() {
        for (long seed = 1; seed <= 15; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            leaves = effect -> true;
            LabNetwork network = network(Delays.random(seed, 2 * SLOT));
            for (int restart = 0; restart < 60; restart++) {
                network.runUntil(network.now().plusMillis(random.nextLong(SLOT)));
                network.nodes().get(random.nextInt(4)).restart();
            }
            for (LabNode node : network.nodes()) {
                assertNeverSilent(node);
            }
        }
    }

    private void assertGoesOn(LabNetwork network, LabNode restarted) {
        long before = restarted.effects().stream()
                .filter(AgentEffect.Sign.class::isInstance)
                .count();
        network.run(20);
        assertNeverSilent(restarted);
        assertThat(restarted.effects().stream()
                        .filter(AgentEffect.Sign.class::isInstance)
                        .count())
                .as("signatures after the restart")
                .isGreaterThan(before);
        assertThat(restarted.tree().finalBlock().height().value())
                .as("final height")
                .isPositive();
    }

    private static void assertNeverSilent(LabNode node) {
        assertThat(node.effects())
                .noneMatch(effect -> effect instanceof AgentEffect.Report report
                        && report.message().contains("signs nothing up to height"));
    }

    private static void runUntilSigned(LabNetwork network, LabNode node, Phase phase) {
        for (long millis = 0; millis < 10 * SLOT && !hasSigned(node, phase); millis++) {
            network.runUntil(network.now().plusMillis(1));
        }
        assertThat(hasSigned(node, phase)).as("signed " + phase).isTrue();
    }

    private static boolean hasSigned(LabNode node, Phase phase) {
        return node.effects().stream()
                .anyMatch(effect -> effect instanceof AgentEffect.Sign sign
                        && sign.request().type() == SignatureType.VOTE
                        && sign.request().major() == 1
                        && sign.request().minor() == phase.minor(1));
    }

    // Tools

    private LabNetwork network(Delays delays) {
        LabNetwork network = new LabNetwork(new BftConsensusFactory(), SmallCase.parameters(SmallCase.FOUR), delays);
        for (int i = 0; i < 4; i++) {
            var signer = SmallCase.FOUR.signers().get(i);
            int member = i;
            network.node(Optional.of(signer.publicKey()), network.guard(signer), agent -> limited(member, agent));
        }
        return network;
    }

    private ConsensusAgent limited(int member, ConsensusAgent agent) {
        return (event, blocks) -> {
            if (!hears.hears(member, event)) {
                return List.of();
            }
            List<AgentEffect> effects = agent.on(event, blocks);
            return member == 3 ? effects : effects.stream().filter(leaves).toList();
        };
    }

    private static boolean isTimer(AgentEvent event) {
        return event instanceof AgentEvent.TimerFired fired && fired.timer().equals(BftAgent.VIEW);
    }

    /** In view 0 of height 1. */
    private static boolean isOf(AgentEvent event, Phase phase) {
        return event instanceof AgentEvent.Received received
                && isFirst(Message.CODEC.decode(received.message()), phase);
    }

    private static boolean isOf(AgentEffect effect, Phase phase) {
        return effect instanceof AgentEffect.Send send && isFirst(Message.CODEC.decode(send.message()), phase);
    }

    private static boolean isFirst(Message message, Phase phase) {
        return message.phase() == phase && message.height().value() == 1 && message.view() == 0;
    }
}
