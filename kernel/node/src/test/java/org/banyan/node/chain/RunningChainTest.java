package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.store.StateMemory;
import org.banyan.node.fixture.TestProcess;
import org.banyan.node.host.ChainPlan;
import org.banyan.node.host.ProducerKey;
import org.banyan.spi.store.StoreException;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

class RunningChainTest {
    private static final Signer ALICE = TestKeys.named(TestProcess.SUITE, "alice");
    private static final long SLOT = TestProcess.SLOT_MILLIS;

    private final TestProcess process = new TestProcess();
    private final RunningChain chain = process.start("main", ALICE);

    // Reading

    @Test
    void a_question_beyond_what_may_wait_is_refused_as_busy() {
        process.lane("main").hold();
        for (int i = 0; i < TestProcess.PLACES; i++) {
            process.lane("main").offer(() -> {});
        }
        assertThatThrownBy(() -> chain.read(engine -> engine.head().id()))
                .isInstanceOfSatisfying(
                        ChainUnavailableException.class,
                        busy -> assertThat(busy.reason()).isEqualTo(ChainUnavailableException.Reason.BUSY))
                .hasMessageContaining("try again");
        process.lane("main").release();
        assertThat(chain.<Height>read(engine -> engine.head().header().height()))
                .isEqualTo(Height.GENESIS);
    }

    @Test
    void what_a_question_throws_reaches_the_asker_and_harms_nobody() {
        assertThatThrownBy(() -> chain.read(engine -> {
                    throw new IllegalArgumentException("a wrong question");
                }))
                .hasMessage("a wrong question");
        process.time().advance(SLOT);
        assertThat(chain.status().head().height().value()).isEqualTo(1);
    }

    @Test
    void a_broken_invariant_found_by_a_question_stops_the_chain() {
        assertThatThrownBy(() -> chain.read(engine -> {
                    throw new IllegalStateException("supply and balances differ");
                }))
                .hasMessage("supply and balances differ");
        assertThat(process.failure("main").orElseThrow()).hasMessage("supply and balances differ");
        assertThat(chain.isStopped()).isTrue();
        process.time().advance(3 * SLOT);
        assertThat(chain.status().head().height()).isEqualTo(Height.GENESIS);
    }

    @Test
    void a_stopped_chain_says_so() {
        process.host().stop("main");
        assertThatThrownBy(() -> chain.read(engine -> engine.head().id()))
                .isInstanceOfSatisfying(
                        ChainUnavailableException.class,
                        stopped -> assertThat(stopped.reason()).isEqualTo(ChainUnavailableException.Reason.STOPPED));
    }

    // Failing

    @Test
    void a_failed_write_stops_the_chain_and_the_store_reopens_at_a_block_boundary() {
        process.time().advance(2 * SLOT);
        process.disk("main").failAfter(0, MemoryDisk.Failure.BATCH_LOST);
        process.time().advance(2 * SLOT);
        assertThat(process.failure("main").orElseThrow()).isInstanceOf(StoreException.class);
        assertThat(chain.isStopped()).isTrue();
        assertThat(chain.status().head().height().value()).isEqualTo(2);
        TestProcess next = process.restart();
        RunningChain reopened = next.start("main", ALICE);
        assertThat(reopened.status().head().height().value()).isEqualTo(2);
        next.time().advance(SLOT);
        assertThat(reopened.status().head().height().value()).isGreaterThan(2);
    }

    @Test
    void a_failure_is_told_once() {
        List<Throwable> told = new ArrayList<>();
        process.disk("main").failAfter(0, MemoryDisk.Failure.BATCH_KEPT);
        process.time().advance(SLOT);
        told.add(process.failure("main").orElseThrow());
        process.time().advance(5 * SLOT);
        assertThat(told).containsExactly(process.failure("main").orElseThrow());
    }

    // Transactions

    @Test
    void a_malformed_envelope_is_refused_without_the_lane() {
        process.lane("main").hold();
        assertThat(chain.submit(Bytes.utf8("no transaction")))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        refusal -> assertThat(refusal.rule().text()).isEqualTo("TX-MALFORMED"));
    }

    @Test
    void a_batch_answers_each_transaction_in_order() {
        List<Verdict> verdicts = chain.submitAll(List.of(Bytes.utf8("one"), Bytes.EMPTY, Bytes.utf8("three")));
        assertThat(verdicts).hasSize(3).allMatch(verdict -> !verdict.isAccepted());
    }

    @Test
    void a_batch_beyond_its_limit_is_refused_whole() {
        List<Bytes> many = Collections.nCopies(RunningChain.BATCH_MAX + 1, Bytes.EMPTY);
        assertThatThrownBy(() -> chain.submitAll(many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10001");
    }

    // Subscriptions

    @Test
    void a_subscriber_hears_every_effect_in_order() {
        List<String> wakeUps = new ArrayList<>();
        EffectSubscription subscription = chain.subscribe(100, () -> wakeUps.add("wake"));
        process.time().advance(2 * SLOT);
        List<Long> stored = new ArrayList<>();
        for (var item = subscription.poll(); item.isPresent(); item = subscription.poll()) {
            if (item.get() instanceof EffectSubscription.Item.Effect(EngineEffect.BlockStored block)) {
                stored.add(block.block().header().height().value());
            }
        }
        assertThat(stored).containsExactly(1L, 2L);
        assertThat(wakeUps).isNotEmpty();
    }

    @Test
    void a_subscriber_that_reads_too_slowly_is_told_that_it_lags_and_gets_nothing_more() {
        EffectSubscription subscription = chain.subscribe(2, () -> {});
        process.time().advance(10 * SLOT);
        assertThat(subscription.poll().orElseThrow()).isInstanceOf(EffectSubscription.Item.Effect.class);
        assertThat(subscription.poll().orElseThrow()).isInstanceOf(EffectSubscription.Item.Effect.class);
        assertThat(subscription.poll().orElseThrow()).isEqualTo(new EffectSubscription.Item.Lagged());
        process.time().advance(SLOT);
        assertThat(subscription.poll()).isEmpty();
        assertThat(subscription.isOver()).isTrue();
    }

    @Test
    void who_only_asks_to_be_woken_is_woken_however_much_happened_since_it_last_looked() {
        AtomicInteger woken = new AtomicInteger();
        EffectSubscription subscription = chain.wakeUps(woken::incrementAndGet);
        process.time().advance(100 * SLOT);
        int before = woken.getAndSet(0);
        process.time().advance(SLOT);
        assertThat(before).as("wake-ups before it looked").isGreaterThanOrEqualTo(100);
        assertThat(woken).as("wake-ups by one block more").hasPositiveValue();
        assertThat(subscription.poll()).as("nothing is kept for it").isEmpty();
        process.host().stop("main");
        assertThat(subscription.poll()).contains(new EffectSubscription.Item.Stopped());
    }

    @Test
    void a_closed_subscription_hears_nothing_and_frees_its_place() {
        for (int i = 0; i < RunningChain.SUBSCRIPTIONS_MAX; i++) {
            chain.subscribe(1, () -> {}).close();
        }
        EffectSubscription last = chain.subscribe(1, () -> {});
        last.close();
        process.time().advance(SLOT);
        assertThat(last.poll()).isEmpty();
    }

    @Test
    void too_many_subscriptions_are_refused() {
        for (int i = 0; i < RunningChain.SUBSCRIPTIONS_MAX; i++) {
            chain.subscribe(1, () -> {});
        }
        assertThatThrownBy(() -> chain.subscribe(1, () -> {})).isInstanceOf(ChainUnavailableException.class);
    }

    @Test
    void subscribers_hear_that_the_chain_stopped() {
        EffectSubscription subscription = chain.subscribe(10, () -> {});
        process.host().stop("main");
        assertThat(subscription.poll()).contains(new EffectSubscription.Item.Stopped());
        assertThat(chain.subscribe(10, () -> {}).poll()).contains(new EffectSubscription.Item.Stopped());
    }

    // Blocks from elsewhere

    @Test
    void a_follower_takes_the_producers_blocks() {
        TestProcess other = new TestProcess();
        RunningChain follower =
                other.host().start(TestProcess.plan(TestProcess.specification("main", ALICE), Optional.empty()));
        process.time().advance(SLOT);
        other.time().advance(SLOT);
        assertThat(hand(follower, chain, 1)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(follower.status().headId()).isEqualTo(chain.status().headId());
        assertThat(follower.status().finalId()).isEqualTo(chain.status().finalId());
        assertThat(hand(follower, chain, 1)).isInstanceOf(ImportOutcome.Known.class);
    }

    @Test
    void a_block_ahead_of_the_clock_is_held_and_handed_in_again_at_its_time() {
        TestProcess behind = new TestProcess();
        RunningChain follower =
                behind.host().start(TestProcess.plan(TestProcess.specification("main", ALICE), Optional.empty()));
        process.time().advance(10 * SLOT);
        for (int height = 1; height < 10; height++) {
            behind.time().advance(SLOT);
            hand(follower, chain, height);
        }
        behind.time().jump(-4 * SLOT);
        assertThat(hand(follower, chain, 10)).isInstanceOf(ImportOutcome.Early.class);
        assertThat(follower.status().head().height().value()).isEqualTo(9);
        behind.time().advance(5 * SLOT);
        assertThat(follower.status().head().height().value()).isEqualTo(10);
    }

    @Test
    void blocks_are_taken_in_order_up_to_the_first_that_is_not() {
        TestProcess other = new TestProcess();
        RunningChain follower =
                other.host().start(TestProcess.plan(TestProcess.specification("main", ALICE), Optional.empty()));
        process.time().advance(7 * SLOT);
        other.time().advance(7 * SLOT);
        hand(follower, chain, 1);
        List<ImportOutcome> outcomes = follower.importBlocks(
                List.of(sealed(chain, 1), sealed(chain, 2), sealed(chain, 3), sealed(chain, 5), sealed(chain, 4)));
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(0)).isInstanceOf(ImportOutcome.Known.class);
        assertThat(outcomes.get(1)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(outcomes.get(2)).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(outcomes.get(3)).isInstanceOf(ImportOutcome.MissingParent.class);
        assertThat(follower.status().head().height().value()).isEqualTo(3);
        assertThat(follower.importBlocks(List.of(sealed(chain, 4), sealed(chain, 5))))
                .hasSize(2);
        assertThat(follower.status().head().height().value()).isEqualTo(5);
        assertThat(follower.importBlocks(List.of())).isEmpty();
    }

    private static ImportOutcome hand(RunningChain to, RunningChain from, long height) {
        SealedBlock sealed = sealed(from, height);
        return to.importBlock(sealed.block(), sealed.witness());
    }

    private static SealedBlock sealed(RunningChain from, long height) {
        var id = from.read(engine -> engine.mainBlockAt(new Height(height)).orElseThrow());
        Block block = from.read(engine -> engine.store().block(id).orElseThrow());
        Witness witness = from.read(engine -> engine.store().witness(id));
        return new SealedBlock(block, witness);
    }

    // Clocks

    @Test
    void a_clock_that_jumps_back_delays_no_timer_into_the_past_and_forward_fires_at_once() {
        process.time().advance(2 * SLOT);
        process.time().jump(-SLOT);
        process.time().advance(SLOT);
        long height = chain.status().head().height().value();
        assertThat(height).isEqualTo(2);
        process.time().advance(2 * SLOT);
        assertThat(chain.status().head().height().value()).isGreaterThan(2);
    }

    // Signing

    @Test
    void a_chain_whose_guard_refuses_says_why_it_does_not_produce() {
        process.host().stop("main");
        RunningChain refused = process.host()
                .start(new ChainPlan(
                        TestProcess.specification("main", ALICE),
                        "memory",
                        Path.of("chains", "main", "store"),
                        List.of(new ProducerKey(ALICE.publicKey(), (id, suite, head) -> new Refusing())),
                        PoolLimits.DEFAULT,
                        StateMemory.DEFAULT));
        process.time().advance(2 * SLOT);
        assertThat(refused.status().notProducing().orElseThrow()).contains("the sign guard refused");
        assertThat(refused.status().produced()).isZero();
    }

    private static final class Refusing implements SignGuard {
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
