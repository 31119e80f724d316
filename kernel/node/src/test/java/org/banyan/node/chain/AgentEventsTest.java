package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

/** What the loop tells an agent beside blocks and signatures, and what it passes on. */
class AgentEventsTest {
    private static final Signer ALICE = TestKeys.named(TestProcess.SUITE, "alice");

    private final TestProcess process = new TestProcess();
    private final List<AgentEvent> events = new ArrayList<>();
    private final List<Bytes> said = new ArrayList<>();
    private List<AgentEffect> answer = List.of();

    private final ChainEngine engine = process.start("main", ALICE).read(running -> running);
    private final EffectLoop loop = loopOver(process, engine);

    @Test
    void what_a_peers_agent_sent_is_handed_on_as_it_came() {
        loop.hear(Bytes.utf8("a vote"));
        assertThat(events)
                .containsExactly(new AgentEvent.Received(process.time().now(), Bytes.utf8("a vote")));
    }

    @Test
    void a_message_that_is_too_long_is_dropped() {
        loop.hear(Bytes.wrap(new byte[AgentEffect.Send.BYTES_MAX + 1]));
        assertThat(events).isEmpty();
        loop.hear(Bytes.wrap(new byte[AgentEffect.Send.BYTES_MAX]));
        assertThat(events).hasSize(1);
    }

    @Test
    void what_the_agent_says_reaches_the_observer() {
        answer = List.of(new AgentEffect.Send(Bytes.utf8("to all")));
        loop.start();
        assertThat(said).containsExactly(Bytes.utf8("to all"));
    }

    @Test
    void a_block_is_told_before_the_head_that_it_becomes() {
        process.time().advance(TestProcess.SLOT_MILLIS);
        var block = engine.store().block(engine.head().id()).orElseThrow();
        TestProcess elsewhere = new TestProcess();
        EffectLoop following =
                loopOver(elsewhere, elsewhere.start("main", ALICE).read(running -> running));
        elsewhere.time().advance(1);
        ImportOutcome outcome = following.importBlock(
                block, engine.store().witness(engine.head().id()));
        assertThat(outcome).isEqualTo(new ImportOutcome.Imported(engine.head().id()));
        assertThat(events)
                .extracting(Object::getClass)
                .containsSubsequence(AgentEvent.BlockAdded.class, AgentEvent.HeadChanged.class);
    }

    @Test
    void nothing_waits_on_a_chain_without_transactions_and_offers() {
        assertThat(engine.knownBlocks().workWaits()).isFalse();
        loop.start();
        assertThat(events).noneMatch(AgentEvent.WorkArrived.class::isInstance);
    }

    private EffectLoop loopOver(TestProcess where, ChainEngine what) {
        SignGuard none = new SignGuard() {
            @Override
            public Optional<Bytes> sign(SignRequest request) {
                return Optional.empty();
            }

            @Override
            public Map<SignatureType, SignRequest> lastSigned() {
                return new TreeMap<>();
            }
        };
        ChainObserver listener = new ChainObserver() {
            @Override
            public void said(Bytes message) {
                said.add(message);
            }
        };
        return new EffectLoop(
                what,
                List.of(new Seat(
                        "alone",
                        (event, blocks) -> {
                            events.add(event);
                            return answer;
                        },
                        none)),
                where.time(),
                where.lane("main"),
                Runnable::run,
                listener,
                effect -> {});
    }
}
