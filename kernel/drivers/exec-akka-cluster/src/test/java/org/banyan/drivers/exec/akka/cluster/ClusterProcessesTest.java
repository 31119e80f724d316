package org.banyan.drivers.exec.akka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A node and its workers in JVMs of their own on this host: {@code .ci/run cluster}. */
@EnabledIfSystemProperty(named = "banyan.cluster.port", matches = "[0-9]+")
class ClusterProcessesTest {
    private static final int PORT = Integer.getInteger("banyan.cluster.port", 0);
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int CHUNK = 64;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Signatures signatures = new Signatures(7);
    private Path keys;

    @BeforeEach
    void make_keys() throws IOException, InterruptedException {
        keys = TestTls.keyStore(folder, "cluster");
    }

    @AfterEach
    void close_all() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        threads.shutdownNow();
    }

    private static ClusterEndpoint endpoint(int place) {
        return new ClusterEndpoint("127.0.0.1", PORT + place);
    }

    private VerifyCluster node() {
        return node(LIMIT);
    }

    private VerifyCluster node(Duration limit) {
        VerifyCluster cluster = VerifyCluster.open(endpoint(0), TestTls.context(keys, keys), limit);
        open.add(cluster);
        return cluster;
    }

    private WorkerProcess worker(int place, WorkerProcess.Manner manner) throws IOException {
        return worker(place, manner, keys);
    }

    private WorkerProcess worker(int place, WorkerProcess.Manner manner, Path itsKeys) throws IOException {
        WorkerProcess worker = WorkerProcess.start(
                endpoint(place), endpoint(0), itsKeys, 1, manner, folder.resolve("worker-" + place));
        open.add(worker);
        return worker;
    }

    private String log(int place) {
        try {
            return Files.readString(folder.resolve("worker-" + place));
        } catch (IOException absent) {
            return absent.toString();
        }
    }

    private List<TestChunk> offer(VerifyCluster cluster, int chunks, int wrongOneIn) {
        List<TestChunk> offered = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            TestChunk chunk = new TestChunk(signatures.chunk(CHUNK, wrongOneIn), threads);
            offered.add(chunk);
            cluster.offer(chunk);
        }
        return offered;
    }

    /** Offers chunks until workers have answered {@code count} of them. */
    private Set<String> answersFrom(VerifyCluster cluster, int count) {
        Set<String> from = new TreeSet<>();
        await().atMost(PATIENCE).until(cluster::present);
        for (int answered = 0; answered < count; ) {
            for (TestChunk chunk : offer(cluster, 8, 0)) {
                String by = by(chunk);
                from.add(by);
                answered += by.equals(TestChunk.HERE) ? 0 : 1;
            }
        }
        return from;
    }

    /** Who verified the chunk; this process when nobody began within a moment. */
    private static String by(TestChunk chunk) {
        chunk.claimed.completeOnTimeout(false, 100, TimeUnit.MILLISECONDS).join();
        chunk.workHere();
        return chunk.found
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .by();
    }

    private static void requireRight(List<TestChunk> chunks) {
        for (TestChunk chunk : chunks) {
            TestChunk.Found found = chunk.found
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            assertThat(found.verdicts()).as("chunk verified by %s", found.by()).isEqualTo(chunk.verdicts());
        }
    }

    @Test
    void two_workers_answer_as_the_node_would_and_one_killed_with_chunks_in_its_hands_changes_nothing()
            throws IOException {
        VerifyCluster cluster = node();
        worker(1, WorkerProcess.Manner.HONEST);
        WorkerProcess second = worker(2, WorkerProcess.Manner.HONEST);
        await().atMost(PATIENCE).until(() -> answersFrom(cluster, 16).size() >= 2);

        List<TestChunk> chunks = offer(cluster, 200, 10);
        second.close();
        chunks.forEach(ClusterProcessesTest::by);
        requireRight(chunks);
        assertThat(chunks)
                .as("workers had some")
                .anyMatch(chunk -> !chunk.found.join().by().equals(TestChunk.HERE));

        // The same address, another process: it is a new member and gets work again.
        worker(2, WorkerProcess.Manner.HONEST);
        await().atMost(PATIENCE).until(() -> answersFrom(cluster, 16).contains("banyan-verify@" + endpoint(2)));
    }

    @Test
    void a_worker_with_time_answers_everything_that_it_is_sent() throws IOException {
        VerifyCluster cluster = node(PATIENCE);
        worker(1, WorkerProcess.Manner.HONEST);
        await().atMost(PATIENCE).until(cluster::present);
        List<TestChunk> chunks = offer(cluster, 600, 0);
        requireRight(chunks);
        assertThat(chunks).noneMatch(chunk -> chunk.found.join().by().equals(TestChunk.HERE));
    }

    @Test
    void a_worker_that_ends_on_its_first_chunk_loses_nothing() throws IOException {
        VerifyCluster cluster = node();
        WorkerProcess worker = worker(1, WorkerProcess.Manner.DIES);
        await().atMost(PATIENCE).until(cluster::present);
        List<TestChunk> chunks = offer(cluster, 40, 10);
        chunks.forEach(ClusterProcessesTest::by);
        requireRight(chunks);
        assertThat(worker.isAlive()).isFalse();
        assertThat(chunks).allMatch(chunk -> chunk.found.join().by().equals(TestChunk.HERE));
        await().atMost(PATIENCE).until(() -> !cluster.present());
    }

    @Test
    void what_a_slow_worker_has_is_verified_here_after_the_time_limit() throws IOException {
        VerifyCluster cluster = node();
        worker(1, WorkerProcess.Manner.SLOW);
        await().atMost(PATIENCE).until(cluster::present);
        long begin = System.nanoTime();
        List<TestChunk> chunks = offer(cluster, 40, 10);
        chunks.forEach(ClusterProcessesTest::by);
        requireRight(chunks);
        assertThat(chunks).allMatch(chunk -> chunk.found.join().by().equals(TestChunk.HERE));
        assertThat(chunks.stream().filter(chunk -> chunk.claimed.join()))
                .as("the worker had some")
                .isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
    }

    @Test
    void a_distrusted_worker_gets_nothing_any_more() throws IOException {
        VerifyCluster cluster = node();
        worker(1, WorkerProcess.Manner.LIES);
        await().atMost(PATIENCE).until(cluster::present);
        List<TestChunk> chunks = offer(cluster, 4, 2);
        chunks.forEach(ClusterProcessesTest::by);
        TestChunk believed = chunks.stream()
                .filter(chunk -> !chunk.found.join().by().equals(TestChunk.HERE))
                .findFirst()
                .orElseThrow();
        assertThat(believed.found.join().verdicts()).isNotEqualTo(believed.verdicts());
        cluster.distrust(believed.found.join().by(), "it lies");
        await().atMost(PATIENCE).until(() -> !cluster.present());
        // It goes on saying that it is there.
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !cluster.present());
    }

    @Test
    void a_stranger_is_no_worker() throws IOException, InterruptedException {
        VerifyCluster cluster = node();
        worker(1, WorkerProcess.Manner.LIES, TestTls.keyStore(folder, "stranger"));
        await().atMost(PATIENCE).until(() -> log(1).contains("SSL") || log(1).contains("certif"));
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !cluster.present());
    }
}
