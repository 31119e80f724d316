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
import org.banyan.node.chain.SlotLedger.Event;
import org.banyan.node.chain.SlotLedger.What;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.specification.ChainSpecification;
import org.junit.jupiter.api.Test;

/** What a node remembers of its producers' slots, and that it stays bounded. */
class SlotLedgerTest {
    private final TestProcess process = new TestProcess();
    private final RunningChain chain = process.start("main", TestKeys.named(TestProcess.SUITE, "alice"));

    @Test
    void a_producers_blocks_are_written_down_with_what_was_done_for_them() {
        long slot = chain.specification().consensus().slotMillis();
        process.time().advance(4 * slot);
        String alice = chain.ledger().seats().getFirst();
        Timestamp newest = chain.status().head().time();
        assertThat(chain.status().head().height().value()).isPositive();
        assertThat(chain.ledger().events(alice, newest).stream().map(Event::what))
                .containsSubsequence(What.BUILT, What.SIGNED, What.PUBLISHED);
        assertThat(chain.ledger().arrival(newest)).isPresent();
        assertThat(chain.ledger().events("somebody else", newest)).isEmpty();
        assertThat(chain.ledger().notProducing(alice)).isEmpty();
    }

    @Test
    void a_producer_that_slept_through_its_slots_says_so_once_a_minute() {
        ChainSpecification specification = chain.specification();
        long slot = specification.consensus().slotMillis();
        ChainEngine engine = chain.read(running -> running);
        List<String> said = new ArrayList<>();
        EffectLoop loop = new EffectLoop(
                engine,
                List.of(new Seat(
                        "ann",
                        (event, blocks) ->
                                event instanceof AgentEvent.HeadChanged || event instanceof AgentEvent.TimerFired
                                        ? List.of(new AgentEffect.SetTimer("slot", nextSlot(specification)))
                                        : List.of(),
                        new NoGuard())),
                process.time(),
                process.time().lane(64),
                Runnable::run,
                new ChainObserver() {
                    @Override
                    public void notProducing(String reason) {
                        said.add(reason);
                    }
                },
                effect -> {});
        loop.start();
        Timestamp first = nextSlot(specification);
        for (int i = 0; i < 3; i++) {
            process.time().jump(3 * slot);
            process.time().advance(1);
        }
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("ms late for its slot").contains("busy");
        assertThat(loop.ledger().events("ann", first)).singleElement().matches(event -> event.what() == What.WOKE_LATE);
        process.time().advance(SlotDiary.QUIET_MILLIS);
        process.time().jump(3 * slot);
        process.time().advance(1);
        assertThat(said).hasSize(2);
        assertThat(said.getLast()).contains("and for 2 others");
    }

    private Timestamp nextSlot(ChainSpecification specification) {
        long slot = specification.consensus().slotMillis();
        long genesis = specification.genesisTime().millis();
        return new Timestamp(genesis + ((process.time().now().millis() - genesis) / slot + 1) * slot);
    }

    @Test
    void a_clock_that_was_set_is_noticed_and_one_that_runs_is_not() {
        SlotLedger ledger = new SlotLedger(new Timestamp(10_000), 0, List.of("ann"));
        ledger.clock(new Timestamp(10_500), 500_000_000L);
        ledger.clock(new Timestamp(11_040), 1_000_000_000L);
        assertThat(ledger.clockStep(new Timestamp(0), new Timestamp(99_000))).isEmpty();
        ledger.clock(new Timestamp(13_500), 1_500_000_000L);
        assertThat(ledger.clockStep(new Timestamp(13_000), new Timestamp(14_000)))
                .contains(2_000L);
        assertThat(ledger.clockStep(new Timestamp(14_000), new Timestamp(15_000)))
                .isEmpty();
        ledger.clock(new Timestamp(14_000), 2_000_000_000L);
        assertThat(ledger.clockStep(new Timestamp(13_600), new Timestamp(15_000)))
                .as("told once")
                .isEmpty();
    }

    @Test
    void the_ledger_is_bounded_whatever_happens() {
        SlotLedger ledger = new SlotLedger(new Timestamp(0), 0, List.of("ann"));
        for (int i = 1; i <= SlotLedger.SLOTS_MAX + 10; i++) {
            Timestamp slot = new Timestamp(i);
            ledger.arrived(slot, slot);
            for (int event = 0; event < SlotLedger.EVENTS_MAX + 3; event++) {
                ledger.add("ann", slot, new Event(slot, What.BUILT, "", 1));
            }
        }
        assertThat(ledger.events("ann", new Timestamp(10))).isEmpty();
        assertThat(ledger.events("ann", new Timestamp(11))).hasSize(SlotLedger.EVENTS_MAX);
        assertThat(ledger.forgottenBefore()).contains(new Timestamp(11));
        assertThat(ledger.arrival(new Timestamp(10))).isEmpty();
        assertThat(ledger.arrival(new Timestamp(11))).isPresent();
    }

    private static final class NoGuard implements SignGuard {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            return Optional.empty();
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return new TreeMap<>();
        }
    }
}
