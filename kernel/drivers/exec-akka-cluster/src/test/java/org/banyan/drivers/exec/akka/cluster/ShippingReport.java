package org.banyan.drivers.exec.akka.cluster;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.banyan.spi.verification.SignatureChunk;

/**
 * Prints what a signature costs when it is verified here, and what it costs node and worker when it is shipped: CPU time of the processes, all threads. Run by
 * hand, docs/benchmarks.md says how. Arguments: first port, signatures of a turn, turns.
 */
final class ShippingReport {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Verified here: enough to see its cost, which varies little. */
    private static final int HERE_ONE_IN = 8;

    private static final long PATIENCE_SECONDS = 20;

    private ShippingReport() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int signatures = Integer.parseInt(arguments[1]);
        int turns = Integer.parseInt(arguments[2]);
        Path folder = Files.createTempDirectory("shipping");
        Path keys = TestTls.keyStore(folder, "cluster");
        ClusterEndpoint node = new ClusterEndpoint("127.0.0.1", port);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        System.out.println("workers chunk turn  here us  node us  worker us  shipped %");
        try (VerifyCluster cluster = VerifyCluster.open(node, TestTls.context(keys, keys), Duration.ofSeconds(60))) {
            List<WorkerProcess> workers = new ArrayList<>();
            try {
                for (int count = 1; count <= 2; count++) {
                    workers.add(WorkerProcess.start(
                            new ClusterEndpoint("127.0.0.1", port + count),
                            node,
                            keys,
                            1,
                            WorkerProcess.Manner.HONEST,
                            folder.resolve("worker-" + count)));
                    while (!cluster.present()) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                    TimeUnit.SECONDS.sleep(8);
                    for (int size : new int[] {64, 256, SignatureChunk.CHECKS_MAX}) {
                        List<SignatureChunk> chunks = chunks(size, signatures);
                        for (int turn = 0; turn < turns; turn++) {
                            turn(cluster, workers, chunks, size, turn, threads);
                        }
                    }
                }
            } finally {
                workers.forEach(WorkerProcess::close);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<SignatureChunk> chunks(int size, int signatures) {
        return Collections.nCopies(Math.max(1, signatures / size), new Signatures(size).chunk(size, 0));
    }

    private static void turn(
            VerifyCluster cluster,
            List<WorkerProcess> workers,
            List<SignatureChunk> chunks,
            int size,
            int turn,
            ExecutorService threads)
            throws InterruptedException {
        while (!cluster.present()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double count = (double) chunks.size() * size;
        List<SignatureChunk> some = chunks.subList(0, Math.max(1, chunks.size() / HERE_ONE_IN));
        long before = PROCESS.getProcessCpuTime();
        for (SignatureChunk chunk : some) {
            if (VerifyWorker.verify(chunk, id -> Optional.of(Signatures.SUITE)).isEmpty()) {
                throw new IllegalStateException("the suite is not known");
            }
        }
        double here = (PROCESS.getProcessCpuTime() - before) / ((double) some.size() * size) / 1e3;

        long workersBefore = workers.stream().mapToLong(WorkerProcess::cpuNanos).sum();
        before = PROCESS.getProcessCpuTime();
        List<TestChunk> offered = new ArrayList<>();
        for (SignatureChunk chunk : chunks) {
            TestChunk each = new TestChunk(chunk, threads);
            offered.add(each);
            cluster.offer(each);
        }
        int shipped = 0;
        for (TestChunk each : offered) {
            // Only a row with 100 percent says what shipping costs: without a worker at hand the chunk is verified
            // here.
            each.claimed
                    .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            each.workHere();
            shipped += each.found.join().by().equals(TestChunk.HERE) ? 0 : 1;
        }
        double shipping = (PROCESS.getProcessCpuTime() - before) / count / 1e3;
        double working = (workers.stream().mapToLong(WorkerProcess::cpuNanos).sum() - workersBefore) / count / 1e3;
        System.out.println(String.format(
                Locale.ROOT,
                "%7d %5d %4d %8.2f %8.2f %10.2f %10d",
                workers.size(),
                size,
                turn,
                here,
                shipping,
                working,
                100 * shipped / chunks.size()));
    }
}
