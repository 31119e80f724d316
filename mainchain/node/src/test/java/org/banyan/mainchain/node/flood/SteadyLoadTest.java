package org.banyan.mainchain.node.flood;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.json.Json;
import org.banyan.types.Amount;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.SignedTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node with 256 MiB of heap under a steady load: what is left of the heap after collections must not grow, and pauses are printed. {@code
 * -Dbanyan.steady.seconds=600 -Dbanyan.steady.rate=200}. docs/benchmarks.md, W22.
 */
@EnabledIfSystemProperty(named = "banyan.steady.seconds", matches = "[0-9]+", disabledReason = "takes ten minutes")
class SteadyLoadTest {
    private static final int SECONDS = Integer.getInteger("banyan.steady.seconds", 600);
    private static final int RATE = Integer.getInteger("banyan.steady.rate", 200);
    private static final int BATCHES_PER_SECOND = 2;
    private static final int SAMPLE_SECONDS = 20;
    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave");

    /** Megabytes an hour that the heap may seem to grow by in the later half, out of noise. */
    private static final double SLOPE_MAX = 60;

    @Test
    void what_is_left_of_the_heap_after_collections_does_not_grow(@TempDir Path folder)
            throws IOException, InterruptedException {
        List<Double> at = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        long sent = 0;
        try (FloodNode node = FloodNode.start(folder);
                BanyanClient client = BanyanClient.connect(ClientOptions.of("http://127.0.0.1:" + node.api(), "main")
                        .withTimeout(HonestClient.HANG))) {
            long start = System.nanoTime();
            for (int batch = 0; batch < SECONDS * BATCHES_PER_SECOND; batch++) {
                long due = start + batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                sent += client.submitBatch(transfers(client, batch)).stream()
                        .filter(result -> result.getReason().isEmpty())
                        .count();
                if (batch % (SAMPLE_SECONDS * BATCHES_PER_SECOND) == 0) {
                    at.add((System.nanoTime() - start) / 1e9);
                    heap.add(node.heapAfterCollection());
                }
            }
            List<Double> pauses = node.pauses();
            System.out.printf(
                    Locale.ROOT,
                    "taken %d of %d; heap after collections, MiB: %s; slope of the later half %.1f MiB an hour; %d pauses, p50 %.1f, p99 %.1f, longest %.1f ms%n",
                    sent,
                    (long) SECONDS * RATE,
                    heap.stream()
                            .map(each -> String.format(Locale.ROOT, "%.0f", each))
                            .toList(),
                    slope(at, heap),
                    pauses.size(),
                    HonestClient.Seen.quantile(pauses, 0.5),
                    HonestClient.Seen.quantile(pauses, 0.99),
                    pauses.isEmpty() ? Double.NaN : pauses.getLast());
            assertThat(sent).isGreaterThan((long) SECONDS * RATE / 2);
            assertThat(node.isAlive()).isTrue();
            assertThat(slope(at, heap)).as("MiB an hour").isLessThan(SLOPE_MAX);
        }
    }

    private static List<SignedTransaction> transfers(BanyanClient client, long batch) {
        CryptoSuite suite = client.facts().suite();
        DevKeys keys = new DevKeys(suite);
        List<SignedTransaction> transfers = new ArrayList<>();
        for (int i = 0; i < RATE / BATCHES_PER_SECOND; i++) {
            Signer sender = keys.signer(NAMES.get(i % NAMES.size()));
            Signer to = keys.signer(NAMES.get((i + 1) % NAMES.size()));
            transfers.add(client.transaction("token", "Transfer")
                    .arguments(Json.object()
                            .put("to", client.addresses().format(suite.addressOf(to.publicKey())))
                            .put("symbol", "BNY")
                            .put("amount", "1")
                            .build())
                    .salt(batch * RATE + i)
                    .feeLimit(Amount.of(600_000))
                    .sign(sender));
        }
        return transfers;
    }

    /** Least squares over the later half, an hour. */
    private static double slope(List<Double> at, List<Double> values) {
        int from = at.size() / 2;
        List<Double> x = at.subList(from, at.size());
        List<Double> y = values.subList(from, values.size());
        double meanX = x.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double meanY = y.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double both = 0;
        double square = 0;
        for (int i = 0; i < x.size(); i++) {
            both += (x.get(i) - meanX) * (y.get(i) - meanY);
            square += (x.get(i) - meanX) * (x.get(i) - meanX);
        }
        return square == 0 ? 0 : both / square * TimeUnit.HOURS.toSeconds(1);
    }
}
