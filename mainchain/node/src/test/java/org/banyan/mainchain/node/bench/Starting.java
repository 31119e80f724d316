package org.banyan.mainchain.node.bench;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.banyan.mainchain.node.Main;

/**
 * W19: from starting the process to its first answer, a node with data against {@link DependencyStart}, both with an archive of their classes as the launcher has the
 * Java machine keep one for nodes. What a node takes without one is given beside. Folders of classes are packed first, as no archive is made of them.
 */
final class Starting {
    private static final long START_SECONDS_MAX = 120;
    private static final Pattern API = Pattern.compile("\"api\":([0-9]+)");

    private final Lab lab;
    private final String classPath;
    private final List<String> dependencies;
    private final List<String> node;
    private final Path dependencyPorts;
    private final Path nodePorts;

    Starting(Lab lab) {
        this.lab = lab;
        this.classPath = packed(System.getProperty("java.class.path"));
        Path data = lab.folder("started");
        this.nodePorts = data.resolve("run").resolve("ports.json");
        this.dependencyPorts = lab.folder("ports.json");
        this.node = List.of(Main.class.getName(), "dev", "--dir", data.toString(), "--port", "0");
        this.dependencies = List.of(
                DependencyStart.class.getName(), lab.folder("libraries").toString(), dependencyPorts.toString());
    }

    List<Row> run() throws IOException, InterruptedException {
        lab.say("starting processes to train them");
        List<String> nodeFlags = archive("node.jsa");
        List<String> dependencyFlags = archive("dependencies.jsa");
        start(nodeFlags, node, nodePorts);
        start(dependencyFlags, dependencies, dependencyPorts);
        Series bound = new Series(1);
        Series whole = new Series(1);
        Series plain = new Series(1);
        for (int pair = 0; pair < lab.options().pairs(); pair++) {
            lab.say("starting, pair " + pair);
            bound.add(start(dependencyFlags, dependencies, dependencyPorts));
            whole.add(start(nodeFlags, node, nodePorts));
            plain.add(start(List.of(), node, nodePorts));
        }
        return List.of(
                described(Row.of(Goals.W19_CPU, bound.cpuRatio(whole)), bound, whole, plain),
                described(Row.of(Goals.W19_WALL, bound.wallRatio(whole)), bound, whole, plain));
    }

    private String packed(String entries) {
        List<String> jars = new ArrayList<>();
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        for (String entry : entries.split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                String jar = lab.folder(jars.size() + ".jar").toString();
                if (tool.run(System.out, System.err, "cf", jar, "-C", entry, ".") != 0) {
                    throw new IllegalStateException(entry + " cannot be packed into " + jar);
                }
                jars.add(jar);
            } else {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    /** What the launcher gives a node. */
    private List<String> archive(String name) {
        return List.of("-Xshare:auto", "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + lab.folder(name));
    }

    private static Row described(Row row, Series bound, Series whole, Series plain) {
        return row.withMedian("D, cpu s", bound.each(run -> run.cpuNanos() / 1e9), 2)
                .withMedian("D, wall s", bound.each(run -> run.wallNanos() / 1e9), 2)
                .withMedian("node, cpu s", whole.each(run -> run.cpuNanos() / 1e9), 2)
                .withMedian("node, wall s", whole.each(run -> run.wallNanos() / 1e9), 2)
                .withMedian("node without archive, cpu s", plain.each(run -> run.cpuNanos() / 1e9), 2)
                .withMedian("node without archive, wall s", plain.each(run -> run.wallNanos() / 1e9), 2);
    }

    /** Starts a process, asks it once, ends it. */
    private Meter start(List<String> flags, List<String> program, Path ports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseCompactObjectHeaders",
                "--illegal-native-access=allow",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath));
        command.addAll(program);
        Files.deleteIfExists(ports);
        Path log = lab.folder("process.log");
        long before = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            ask(process, ports, log);
            long wall = System.nanoTime() - before;
            Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
            return new Meter(wall, cpu.toNanos(), 0);
        } finally {
            process.destroy();
            if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void ask(Process process, Path ports, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (!Files.exists(ports)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the process did not come up: " + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        Matcher api = API.matcher(Files.readString(ports));
        if (!api.find()) {
            throw new IllegalStateException("no port in " + ports);
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", Integer.parseInt(api.group(1)))
                .usePlaintext()
                .build();
        try {
            HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance());
        } catch (StatusRuntimeException refused) {
            throw new IllegalStateException("the process answers no health check: " + Files.readString(log), refused);
        } finally {
            channel.shutdownNow();
        }
    }
}
