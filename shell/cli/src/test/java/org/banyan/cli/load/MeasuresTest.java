package org.banyan.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.junit.jupiter.api.Test;

/** The arithmetic of what is reported. */
class MeasuresTest {
    private static final long MILLI = 1_000_000;

    private final List<SignedTransaction> transactions = IntStream.range(0, 4)
            .mapToObj(i -> SignedTransaction.of(
                    new Transaction(1, 1, Bytes.wrap(new byte[] {(byte) i}), List.of()), Sha256.INSTANCE))
            .toList();

    private List<String> ids(int... indices) {
        return IntStream.of(indices)
                .mapToObj(index -> transactions.get(index).id().toString())
                .toList();
    }

    @Test
    void a_percentile_is_the_smallest_wait_that_so_many_of_a_hundred_did_not_exceed() {
        long[] hundred =
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * MILLI).toArray();

        assertThat(Latencies.of(hundred, 100)).isEqualTo(new Latencies(50, 95, 99, 100));
        assertThat(Latencies.of(new long[] {7 * MILLI, 3 * MILLI, 999 * MILLI}, 2))
                .isEqualTo(new Latencies(3, 7, 7, 7));
        assertThat(Latencies.of(new long[0], 0)).isEqualTo(new Latencies(0, 0, 0, 0));
    }

    @Test
    void quantiles_lie_between_neighbours() {
        double[] values = {4, 1, 3, 2};

        assertThat(Quantiles.of(values, 0)).isEqualTo(1);
        assertThat(Quantiles.of(values, 0.25)).isCloseTo(1.75, within(1e-9));
        assertThat(Quantiles.of(values, 0.5)).isCloseTo(2.5, within(1e-9));
        assertThat(Quantiles.of(values, 1)).isEqualTo(4);
    }

    @Test
    void waits_run_from_submission_to_the_first_sight_in_a_block_and_in_a_final_block() {
        Track track = new Track(transactions);
        track.submitted(0, 2, 10 * MILLI);
        track.submitted(2, 4, 20 * MILLI);

        assertThat(track.included(ids(0, 1, 2), 30 * MILLI)).isEqualTo(3);
        assertThat(track.included(ids(0), 90 * MILLI)).as("seen before").isZero();
        assertThat(track.finalized(ids(0, 1), 40 * MILLI)).isZero();
        track.refused("POOL_FULL", 1);

        assertThat(track.toInclusion()).isEqualTo(new Latencies(20, 20, 20, 20));
        assertThat(track.toFinality()).isEqualTo(new Latencies(30, 30, 30, 30));
        assertThat(track.committingNanos()).isEqualTo(20 * MILLI);
        assertThat(track.isDone()).as("one is in a block that is not final").isFalse();
        track.finalized(ids(2), 50 * MILLI);
        assertThat(track.isDone()).isTrue();
        assertThat(track.refusals()).isEqualTo(Map.of("POOL_FULL", 1));
    }

    @Test
    void what_a_reverted_block_held_is_in_no_block_until_another_holds_it() {
        Track track = new Track(transactions);
        track.submitted(0, 4, 10 * MILLI);
        track.included(ids(0, 1), 20 * MILLI);

        track.reverted(ids(1));

        assertThat(track.includedCount()).isEqualTo(1);
        assertThat(track.included(ids(1), 60 * MILLI)).isEqualTo(1);
        assertThat(track.toInclusion()).isEqualTo(new Latencies(10, 50, 50, 50));
    }

    @Test
    void a_node_s_use_is_the_difference_of_two_scrapes_but_for_its_peak() {
        NodeUse before = NodeUse.read(
                        "process_cpu_seconds_total 2.5\nprocess_resident_memory_peak_bytes 100.0\njvm_threads_allocated_bytes_total 7.0\n"
                                + "banyan_exec_transactions_total{chain=\"main\",how=\"lanes\"} 5.0\n")
                .orElseThrow();
        NodeUse after = NodeUse.read("# HELP process_cpu_seconds_total x\nprocess_cpu_seconds_total 4.0\n"
                        + "process_resident_memory_peak_bytes 3.0E8\njvm_threads_allocated_bytes_total 1007.0\n"
                        + "jvm_gc_pause_seconds_sum{action=\"a\",cause=\"b\"} 0.25\njvm_gc_pause_seconds_sum{action=\"c\"} 0.5\n"
                        + "banyan_exec_transactions_total{chain=\"main\",how=\"lanes\"} 8.0\n"
                        + "banyan_exec_transactions_total{how=\"serial\",chain=\"side\"} 1.0E3\n"
                        + "banyan_exec_transactions_total{chain=\"main\",how=\"again\"} 0.0\n")
                .orElseThrow();

        assertThat(after.since(before))
                .isEqualTo(new NodeUse(1.5, 3.0E8, 1000, 0.75, new TreeMap<>(Map.of("lanes", 3.0, "serial", 1000.0))));
        assertThat(NodeUse.read("something else 1\n")).isEmpty();
    }

    @Test
    void costs_are_given_for_each_committed_transaction_and_signing_for_each_signed_one() {
        LoadResult result = new LoadResult(
                10,
                8,
                8,
                1,
                new TreeMap<>(Map.of("POOL_FULL", 2)),
                4,
                new Latencies(1, 2, 3, 4),
                new Latencies(5, 6, 7, 8),
                0.001,
                0.002,
                Optional.of(new NodeUse(0.016, 1000, 800, 0.5, new TreeMap<>(Map.of("inline", 6.0, "lanes", 2.0)))));

        Json.Object json = (Json.Object) result.toJson();

        assertThat(json.get("committedPerSecond")).contains(new Json.Number("2.0"));
        assertThat(json.object("node").get("cpuMicrosPerCommitted")).contains(new Json.Number("2000.0"));
        assertThat(json.object("node").get("allocatedBytesPerCommitted")).contains(new Json.Number("100"));
        assertThat(json.object("node").object("ran").get("lanes")).contains(new Json.Number("0.2500"));
        assertThat(json.object("client").get("cpuMicrosPerCommitted")).contains(new Json.Number("250.0"));
        assertThat(json.object("client").get("signingCpuMicrosPerTransaction")).contains(new Json.Number("100.0"));
        assertThat(json.object("refusals").get("POOL_FULL")).contains(Json.of(2));
        assertThat(json.object("finalityMillis").get("p99")).contains(Json.of(7));
    }
}
