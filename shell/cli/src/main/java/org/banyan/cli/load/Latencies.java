package org.banyan.cli.load;

import java.util.Arrays;
import org.banyan.sdk.json.Json;

/** Milliseconds that waits took; a percentile is the smallest wait that at least so many of a hundred did not exceed. All 0 when there were none. */
record Latencies(long p50, long p95, long p99, long longest) {
    private static final long MILLI = 1_000_000;

    /** @param count how many of {@code nanos} are waits */
    static Latencies of(long[] nanos, int count) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Latencies(at(sorted, 50), at(sorted, 95), at(sorted, 99), at(sorted, 100));
    }

    private static long at(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        long rank = Math.ceilDiv((long) sorted.length * percent, 100);
        return Math.round((double) sorted[(int) rank - 1] / MILLI);
    }

    Json toJson() {
        return Json.object()
                .put("p50", p50)
                .put("p95", p95)
                .put("p99", p99)
                .put("max", longest)
                .build();
    }

    String text() {
        return "p50 " + p50 + " ms   p95 " + p95 + " ms   p99 " + p99 + " ms   longest " + longest + " ms";
    }
}
