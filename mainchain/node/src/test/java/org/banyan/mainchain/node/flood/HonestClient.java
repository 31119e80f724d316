package org.banyan.mainchain.node.flood;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** Submits a transfer ten times a second and waits for each to be packed, whatever others do. */
final class HonestClient implements AutoCloseable {
    private static final long PACE_MILLIS = 100;

    /** How long an honest transaction may take before the node counts as hanging, however busy the machine is. */
    static final Duration HANG = Duration.ofSeconds(60);

    private final BanyanClient client;
    private final Signer alice;
    private final String bob;
    private final ExecutorService threads = Executors.newFixedThreadPool(24);
    private final AtomicLong salt = new AtomicLong(System.nanoTime());

    /** @param millis from submitting to being packed, sorted; {@code failures} what went wrong instead */
    record Seen(List<Double> millis, List<String> failures, List<Double> intervals) {
        double quantile(double share) {
            return quantile(millis, share);
        }

        static double quantile(List<Double> sorted, double share) {
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
        }

        /** Both together. */
        Seen and(Seen other) {
            return new Seen(
                    both(millis, other.millis), concat(failures, other.failures), both(intervals, other.intervals));
        }

        private static List<Double> both(List<Double> one, List<Double> other) {
            List<Double> both = concat(one, other);
            Collections.sort(both);
            return both;
        }

        private static <T> List<T> concat(List<T> one, List<T> other) {
            List<T> both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        }
    }

    HonestClient(int port) {
        client = BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + port, "main").withTimeout(HANG));
        CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        alice = new DevKeys(suite).signer("alice");
        bob = client.addresses()
                .format(suite.addressOf(new DevKeys(suite).signer("bob").publicKey()));
    }

    /** Goes on for {@code seconds}. */
    Seen run(double seconds) throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        long first = client.status().getHead().getHeight();
        long start = System.nanoTime();
        List<java.util.concurrent.Future<?>> waiting = new ArrayList<>();
        for (long i = 0; i * PACE_MILLIS < seconds * 1000; i++) {
            long due = start + TimeUnit.MILLISECONDS.toNanos(i * PACE_MILLIS);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            waiting.add(threads.submit(() -> one(due, millis, failures)));
        }
        for (var each : waiting) {
            try {
                each.get(HANG.toSeconds(), TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failed) {
                failures.add(String.valueOf(failed));
            }
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return new Seen(sorted, List.copyOf(failures), intervals(first));
    }

    private void one(long due, List<Double> millis, List<String> failures) {
        try {
            var transfer = client.transaction("token", "Transfer")
                    .arguments(Json.object()
                            .put("to", bob)
                            .put("symbol", "BNY")
                            .put("amount", "1")
                            .build())
                    .salt(salt.incrementAndGet())
                    .feeLimit(org.banyan.types.Amount.of(600_000))
                    .sign(alice);
            client.submitAndWait(transfer, WaitFor.PACKED, HANG);
            millis.add((System.nanoTime() - due) / 1e6);
        } catch (RuntimeException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    /** Milliseconds between the blocks made meanwhile. */
    private List<Double> intervals(long first) {
        List<Double> intervals = new ArrayList<>();
        long last = client.status().getHead().getHeight();
        long before = 0;
        for (long height = first; height <= last; height++) {
            long at = client.block(Long.toString(height)).getHeader().getTimeMillis();
            if (height > first) {
                intervals.add((double) (at - before));
            }
            before = at;
        }
        Collections.sort(intervals);
        return intervals;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
