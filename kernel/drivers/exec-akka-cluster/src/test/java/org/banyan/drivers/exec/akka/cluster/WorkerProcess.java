package org.banyan.drivers.exec.akka.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.spi.verification.ChunkVerdicts;

/** A worker in a JVM of its own, honest or not. */
final class WorkerProcess implements AutoCloseable {
    /** How the worker behaves. */
    enum Manner {
        HONEST,
        /** Calls everything valid without looking. */
        LIES,
        /** Answers after far more than the time limit of tests. */
        SLOW,
        /** Takes chunks and ends as soon as it has some. */
        DIES
    }

    static final int SLOW_MILLIS = 5_000;

    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(
            ClusterEndpoint self, ClusterEndpoint node, Path keys, int threads, Manner manner, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-cp",
                absoluteClassPath(),
                WorkerProcess.class.getName(),
                self.host(),
                Integer.toString(self.port()),
                node.host(),
                Integer.toString(node.port()),
                keys.toString(),
                Integer.toString(threads),
                manner.name()));
        return new WorkerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private static String absoluteClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }

    /** CPU time that the process has used. */
    long cpuNanos() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        ClusterEndpoint self = new ClusterEndpoint(arguments[0], Integer.parseInt(arguments[1]));
        ClusterEndpoint node = new ClusterEndpoint(arguments[2], Integer.parseInt(arguments[3]));
        Path keys = Path.of(arguments[4]);
        int threads = Integer.parseInt(arguments[5]);
        StandardCryptoSuites suites = new StandardCryptoSuites();
        VerifyWorker.Suites known = id -> suites.ids().contains(id) ? Optional.of(suites.create(id)) : Optional.empty();
        WorkerActor.Judge judge = switch (Manner.valueOf(arguments[6])) {
            case HONEST -> chunk -> VerifyWorker.verify(chunk, known);
            case LIES -> chunk -> Optional.of(ChunkVerdicts.of(chunk.checks().size(), i -> true));
            case SLOW ->
                chunk -> {
                    pause();
                    return VerifyWorker.verify(chunk, known);
                };
            case DIES ->
                chunk -> {
                    Runtime.getRuntime().halt(1);
                    return Optional.empty();
                };
        };
        try (VerifyWorker worker = new VerifyWorker(self, node, TestTls.context(keys, keys), judge, threads)) {
            Thread.currentThread().join();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
