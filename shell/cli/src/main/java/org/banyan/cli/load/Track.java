package org.banyan.cli.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.banyan.types.transaction.SignedTransaction;

/** When each transaction was submitted, seen in a block and seen in a final block, by this program's clock in nanoseconds. Thread-safe. */
final class Track {
    private final Map<String, Integer> indices = new HashMap<>();
    private final AtomicLongArray submitted;
    private final AtomicLongArray included;
    private final AtomicLongArray finals;
    private final AtomicInteger sentCount = new AtomicInteger();
    private final AtomicInteger includedCount = new AtomicInteger();
    private final AtomicInteger finalCount = new AtomicInteger();
    private final AtomicInteger refusedCount = new AtomicInteger();
    private final ConcurrentSkipListMap<String, Integer> refusals = new ConcurrentSkipListMap<>();
    private volatile long lastProgress = System.nanoTime();

    Track(List<SignedTransaction> transactions) {
        int count = transactions.size();
        for (int i = 0; i < count; i++) {
            indices.put(transactions.get(i).id().toString(), i);
        }
        submitted = new AtomicLongArray(count);
        included = new AtomicLongArray(count);
        finals = new AtomicLongArray(count);
    }

    void submitted(int from, int to, long now) {
        for (int i = from; i < to; i++) {
            submitted.set(i, now);
        }
        sentCount.addAndGet(to - from);
    }

    void refused(String reason, int count) {
        refusals.merge(reason, count, Integer::sum);
        refusedCount.addAndGet(count);
        lastProgress = System.nanoTime();
    }

    /** @return how many of these were not in a block before */
    int included(List<String> ids, long now) {
        int fresh = mark(ids, included, now);
        includedCount.addAndGet(fresh);
        return fresh;
    }

    /** A final block holds its transactions whether or not it was seen before. @return as {@link #included} */
    int finalized(List<String> ids, long now) {
        int fresh = included(ids, now);
        finalCount.addAndGet(mark(ids, finals, now));
        return fresh;
    }

    private int mark(List<String> ids, AtomicLongArray when, long now) {
        int fresh = 0;
        for (String id : ids) {
            Integer index = indices.get(id);
            if (index != null && when.compareAndSet(index, 0, now)) {
                fresh++;
            }
        }
        if (fresh > 0) {
            lastProgress = System.nanoTime();
        }
        return fresh;
    }

    /** The block left the chain: what it held is in no block again. */
    void reverted(List<String> ids) {
        for (String id : ids) {
            Integer index = indices.get(id);
            if (index != null && included.getAndSet(index, 0) != 0) {
                includedCount.decrementAndGet();
            }
        }
    }

    boolean knows(String id) {
        return indices.containsKey(id);
    }

    int count() {
        return submitted.length();
    }

    int sentCount() {
        return sentCount.get();
    }

    int includedCount() {
        return includedCount.get();
    }

    int finalCount() {
        return finalCount.get();
    }

    int refusedCount() {
        return refusedCount.get();
    }

    NavigableMap<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    /** Whether nothing that was sent is still under way. */
    boolean isDone() {
        return finalCount() + refusedCount() >= sentCount();
    }

    long nanosSinceProgress() {
        return System.nanoTime() - lastProgress;
    }

    Latencies toInclusion() {
        return latencies(included);
    }

    Latencies toFinality() {
        return latencies(finals);
    }

    private Latencies latencies(AtomicLongArray until) {
        long[] nanos = new long[count()];
        int seen = 0;
        for (int i = 0; i < nanos.length; i++) {
            if (until.get(i) != 0) {
                nanos[seen++] = until.get(i) - submitted.get(i);
            }
        }
        return Latencies.of(nanos, seen);
    }

    /** From the first submission to the last inclusion; 0 when nothing came that far. */
    long committingNanos() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < count(); i++) {
            if (submitted.get(i) != 0) {
                first = Math.min(first, submitted.get(i));
            }
            if (included.get(i) != 0) {
                last = Math.max(last, included.get(i));
            }
        }
        return last > first ? last - first : 0;
    }
}
