package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.core.execution.TransactionRule;
import org.banyan.core.pool.PoolRule;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.node.chain.ChainStatus;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;

/** What comes into one chain's pool and how long it waits there. Written on the chain's lane. */
final class PoolMetrics {
    /** Transactions whose way is timed at once; what comes while there are so many is not. */
    static final int TIMED_MAX = 10_000;

    /** Who was let in before this and is in no block has left the pool in another way. */
    static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(15);

    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<Origin, Counter> received = new EnumMap<>(Origin.class);
    private final Counter expired;
    private final Timer inclusion;

    /** When each came, the first one first. */
    private final Map<Bytes, Long> since = new LinkedHashMap<>();

    private volatile long transactions;
    private volatile long bytes;
    private volatile Oldest oldest = new Oldest(Optional.empty(), 0);

    /** The transaction that waits longest, and when it came as far as that is known. */
    private record Oldest(Optional<Bytes> envelope, long sinceNanos) {}

    PoolMetrics(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        registry.gauge("banyan_txpool_transactions", tags.and("state", "ready"), this, pool -> pool.transactions);
        registry.gauge("banyan_txpool_bytes", tags, this, pool -> pool.bytes);
        registry.gauge("banyan_txpool_oldest_age_seconds", tags, this, pool -> pool.oldestAge(System.nanoTime()));
        for (Origin origin : Origin.values()) {
            received.put(
                    origin,
                    registry.counter(
                            "banyan_txpool_received",
                            tags.and("source", origin.name().toLowerCase(Locale.ROOT))));
        }
        for (TransactionRule rule : TransactionRule.values()) {
            rejections(rule.id());
        }
        for (PoolRule rule : PoolRule.values()) {
            rejections(rule.id());
        }
        this.expired = registry.counter("banyan_txpool_expired", tags);
        this.inclusion = registry.timer("banyan_tx_inclusion", tags);
    }

    private Counter rejections(RuleId rule) {
        return registry.counter("banyan_txpool_rejected", tags.and("reason", rule.text()));
    }

    void submitted(Verdict verdict, Origin origin) {
        Counter from = received.get(origin);
        if (from != null) {
            from.increment();
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            rejections(rejected.rule()).increment();
        }
    }

    void admitted(Bytes envelope, long nanos) {
        if (since.size() >= TIMED_MAX) {
            forget(nanos);
        }
        if (since.size() < TIMED_MAX) {
            since.putIfAbsent(envelope, nanos);
        }
    }

    private void forget(long nanos) {
        Iterator<Long> each = since.values().iterator();
        while (each.hasNext() && nanos - each.next() > NANOS_MAX) {
            each.remove();
        }
    }

    void stored(Block block, long nanos) {
        if (since.isEmpty()) {
            return;
        }
        for (Bytes envelope : block.body().transactions()) {
            Long came = since.remove(envelope);
            if (came != null) {
                inclusion.record(nanos - came, TimeUnit.NANOSECONDS);
            }
        }
    }

    void expired(int count) {
        expired.increment(count);
    }

    void stepped(ChainStatus status, long nanos) {
        transactions = status.poolTransactions();
        bytes = status.poolBytes();
        if (!status.poolOldest().equals(oldest.envelope())) {
            oldest = new Oldest(
                    status.poolOldest(), status.poolOldest().map(since::get).orElse(nanos));
        }
    }

    /** Seconds. */
    double oldestAge(long nanos) {
        Oldest waiting = oldest;
        return waiting.envelope().isPresent() ? Math.max(0, nanos - waiting.sinceNanos()) / NANOS : 0;
    }
}
