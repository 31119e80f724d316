package org.banyan.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.core.pool.PoolRule;
import org.banyan.core.store.StateReads;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Hash SOME = Hash.of(Bytes.wrap(new byte[32]));
    private static final Bytes ONE = Bytes.utf8("one");
    private static final Bytes TWO = Bytes.utf8("two");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PoolMetrics pool = new PoolMetrics(registry, Tags.of("chain_id", "main"));

    private static Header header() {
        return new Header(
                Header.VERSION,
                new ChainId(SOME),
                new Height(1),
                new BlockId(SOME),
                new Timestamp(0),
                SOME,
                SOME,
                SOME,
                SOME,
                List.of());
    }

    private static Block block(Bytes... envelopes) {
        return new Block(header(), new Body(List.of(), List.of(envelopes)));
    }

    private static ChainStatus waiting(Optional<Bytes> oldest) {
        return new ChainStatus(
                new BlockId(SOME),
                header(),
                new BlockId(SOME),
                header(),
                oldest.isPresent() ? 1 : 0,
                0,
                oldest,
                new StateReads(0, 0),
                Optional.empty(),
                0);
    }

    private double count(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    @Test
    void the_way_into_a_block_is_timed_once_for_each_transaction() {
        pool.admitted(ONE, 0);
        pool.admitted(TWO, SECOND);
        pool.stored(block(TWO, Bytes.utf8("of another node")), 4 * SECOND);
        pool.stored(block(TWO), 9 * SECOND);
        var timer = registry.get("banyan_tx_inclusion").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void the_oldest_one_is_as_old_as_its_stay_and_nothing_waits_for_0_seconds() {
        pool.admitted(ONE, 0);
        pool.stepped(waiting(Optional.of(ONE)), SECOND);
        assertThat(pool.oldestAge(5 * SECOND)).isEqualTo(5);
        pool.stepped(waiting(Optional.of(TWO)), 6 * SECOND);
        assertThat(pool.oldestAge(8 * SECOND)).as("at least since it was seen").isEqualTo(2);
        pool.stepped(waiting(Optional.empty()), 9 * SECOND);
        assertThat(pool.oldestAge(20 * SECOND)).isZero();
    }

    @Test
    void what_leaves_without_a_block_does_not_keep_others_from_being_timed_for_good() {
        List<Bytes> many = new ArrayList<>();
        for (int i = 0; i < PoolMetrics.TIMED_MAX; i++) {
            many.add(Bytes.utf8("t" + i));
        }
        many.forEach(each -> pool.admitted(each, 0));
        pool.admitted(ONE, SECOND);
        pool.admitted(TWO, PoolMetrics.NANOS_MAX + SECOND);
        pool.stored(block(ONE, TWO), PoolMetrics.NANOS_MAX + 2 * SECOND);
        assertThat(registry.get("banyan_tx_inclusion").timer().count()).isEqualTo(1);
    }

    @Test
    void where_transactions_come_from_and_why_they_are_refused_is_counted() {
        pool.submitted(Verdict.ACCEPTED, Origin.API);
        pool.submitted(PoolRule.POOL_FULL.because("full"), Origin.PEERS);
        assertThat(count("banyan_txpool_received", "source", "api")).isEqualTo(1);
        assertThat(count("banyan_txpool_received", "source", "peers")).isEqualTo(1);
        assertThat(count(
                        "banyan_txpool_rejected",
                        "reason",
                        PoolRule.POOL_FULL.id().text()))
                .isEqualTo(1);
    }
}
