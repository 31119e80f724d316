package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** Two producers of one node on one chain: neither gets what is the other's. */
class NeighboursTest {
    private static final String TIMER = "slot";

    private final TestProcess process = new TestProcess();
    private final ChainEngine engine =
            process.start("main", TestKeys.named(TestProcess.SUITE, "alice")).read(running -> running);
    private final List<String> story = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    @Test
    void timers_of_one_name_are_two_and_a_signature_comes_from_the_askers_own_guard() {
        EffectLoop loop = loop(this::signer);
        loop.start();
        process.time().advance(10);
        loop.instruct(Bytes.EMPTY);
        assertThat(story)
                .containsExactly(
                        "ann's timer",
                        "ann's guard",
                        "ann has the signature of ann",
                        "ben's timer",
                        "ben's guard",
                        "ben has the signature of ben");
        assertThat(reports).containsExactly("producer ann: heard", "producer ben: heard");
    }

    @Test
    void a_message_to_peers_reaches_the_neighbour_too() {
        EffectLoop loop = loop(this::talker);
        loop.start();
        assertThat(story).containsExactly("ben hears of ann", "ann hears of ben");
    }

    private List<AgentEffect> signer(String name, AgentEvent event) {
        return switch (event) {
            case AgentEvent.HeadChanged changed ->
                List.of(new AgentEffect.SetTimer(TIMER, process.time().now().plusMillis(name.equals("ann") ? 3 : 5)));
            case AgentEvent.TimerFired fired -> {
                story.add(name + "'s timer");
                yield List.of(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK,
                        1,
                        0,
                        engine.head().id(),
                        engine.head().id().hash())));
            }
            case AgentEvent.Signed signed -> {
                story.add(name + " has the signature of "
                        + new String(signed.signature().toArray(), StandardCharsets.UTF_8));
                yield List.of();
            }
            case AgentEvent.Instructed instructed -> List.of(new AgentEffect.Report("heard"));
            default -> List.of();
        };
    }

    private List<AgentEffect> talker(String name, AgentEvent event) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> List.of(new AgentEffect.Send(Bytes.utf8(name)));
            case AgentEvent.Received received -> {
                story.add(name + " hears of " + new String(received.message().toArray(), StandardCharsets.UTF_8));
                yield List.of();
            }
            default -> List.of();
        };
    }

    private interface Behaviour {
        List<AgentEffect> on(String name, AgentEvent event);
    }

    private EffectLoop loop(Behaviour behaviour) {
        ChainObserver observer = new ChainObserver() {
            @Override
            public void report(String message) {
                reports.add(message);
            }
        };
        return new EffectLoop(
                engine,
                List.of(seat("ann", behaviour), seat("ben", behaviour)),
                process.time(),
                process.lane("main"),
                Runnable::run,
                observer,
                effect -> {});
    }

    private Seat seat(String name, Behaviour behaviour) {
        return new Seat(name, (AgentEvent event, KnownBlocks blocks) -> behaviour.on(name, event), new Guard(name));
    }

    private final class Guard implements SignGuard {
        private final String name;

        private Guard(String name) {
            this.name = name;
        }

        @Override
        public Optional<Bytes> sign(SignRequest request) {
            story.add(name + "'s guard");
            return Optional.of(Bytes.utf8(name));
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return new TreeMap<>();
        }
    }
}
