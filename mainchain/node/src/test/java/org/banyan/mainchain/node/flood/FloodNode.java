package org.banyan.mainchain.node.flood;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.mainchain.node.Main;

/** A development node as a process of its own, with a small heap, and what its metrics say. */
final class FloodNode implements AutoCloseable {
    static final int HEAP_MEGABYTES = 256;
    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern PORT = Pattern.compile("\"(api|ops)\":([0-9]+)");

    private final Path home;
    private final Path log;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private FloodNode(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    static FloodNode start(Path folder) throws IOException, InterruptedException {
        Path home = folder.resolve("data");
        Path log = folder.resolve("log");
        Process process = java(
                        List.of(),
                        List.of(
                                "-Xmx" + HEAP_MEGABYTES + "m",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Xlog:gc:file=" + folder.resolve("gc.log")),
                        Main.class,
                        List.of("dev", "--dir", home.toString(), "--port", "0", "--log-format", "json"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        FloodNode node = new FloodNode(home, log, process);
        long deadline = System.nanoTime() + START.toNanos();
        while (!node.answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the node did not start: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return node;
    }

    /** A Java process with this one's class path. */
    static ProcessBuilder java(List<String> before, List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private boolean answers() {
        try {
            return Files.exists(home.resolve("run/ports.json")) && metric("banyan_chain_height{chain_id=\"main\"}") > 1;
        } catch (IOException | InterruptedException notYet) {
            return false;
        }
    }

    private int port(String name) throws IOException {
        Matcher ports = PORT.matcher(Files.readString(home.resolve("run/ports.json")));
        while (ports.find()) {
            if (ports.group(1).equals(name)) {
                return Integer.parseInt(ports.group(2));
            }
        }
        throw new IOException("the node does not tell its port " + name);
    }

    int api() throws IOException {
        return port("api");
    }

    /** The sum of all series that begin so; 0 where there is none. */
    double metric(String begin) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + port("ops") + "/metrics");
        return client.send(
                        HttpRequest.newBuilder(metrics)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Milliseconds of each pause for collection so far, but for those that were asked for. */
    List<Double> pauses() throws IOException {
        return Files.readAllLines(home.resolveSibling("gc.log")).stream()
                .filter(line -> line.contains("Pause") && !line.contains("Diagnostic"))
                .map(line ->
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1).replace("ms", "")))
                .sorted()
                .toList();
    }

    /** Megabytes of the heap that are in use after a collection. */
    double heapAfterCollection() throws IOException, InterruptedException {
        Process collecting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        collecting.waitFor(30, TimeUnit.SECONDS);
        return metric("jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        client.close();
    }
}
