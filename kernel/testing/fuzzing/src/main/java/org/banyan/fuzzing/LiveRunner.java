package org.banyan.fuzzing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs one target under Jazzer in a JVM of its own: Jazzer's coverage map and libFuzzer's main loop exist once per process. */
final class LiveRunner {
    /** Above the largest message a node takes in one piece for what is fuzzed here; larger inputs only slow the search. */
    private static final int INPUT_BYTES_MAX = 64 << 10;
    /** Ends an input that hangs; the budget of processor time is checked after each input that does not. */
    private static final int HANG_SECONDS_MAX = 60;

    private static final int START_AND_END_SECONDS_MAX = 300;
    /** Searching in these would find nothing of ours, and instrumenting them takes most of a run's start. */
    private static final String GENERATED =
            "org.banyan.fuzzing.**:org.banyan.core.v1.**:org.banyan.v1.**:org.banyan.consensus.authority.v1.**";

    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units: *(\\d+)");
    private static final Pattern FAILURE = Pattern.compile("^(== |\\tat |Caused by: |\\t\\.\\.\\. |ERROR|SUMMARY).*");
    private static final int FAILURE_LINES_MAX = 25;

    private final Path work;
    private final int seconds;

    /** @param work where logs and inputs go */
    LiveRunner(Path work, int seconds) {
        this.work = work;
        this.seconds = seconds;
    }

    LiveResult run(LiveJob job) throws IOException, InterruptedException {
        Path folder = work.resolve(job.name());
        deleteTree(folder);
        Path discovered = Files.createDirectories(folder.resolve("discovered"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        Path log = folder.resolve("log");
        for (int i = 0; i < job.corpus().inputs().size(); i++) {
            Files.write(
                    seeds.resolve(Integer.toString(i)), job.corpus().inputs().get(i));
        }
        Process process = new ProcessBuilder(command(job, discovered, seeds, findings))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(seconds + START_AND_END_SECONDS_MAX, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return result(job, ended ? process.exitValue() : -1, log, discovered, findings);
    }

    private List<String> command(LiveJob job, Path discovered, Path seeds, Path findings) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-XX:TieredStopAtLevel=1", // seconds count: C2 would still be compiling at the end
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                job.classPath() + File.pathSeparator + System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + LiveTarget.class.getName(),
                "--target_args=" + job.argument(),
                "--instrumentation_includes=org.banyan.**",
                "--instrumentation_excludes=" + GENERATED,
                "--custom_hook_excludes=" + GENERATED + ":org.assertj.**:org.junit.**:com.google.protobuf.**",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + File.separator,
                "-max_total_time=" + seconds,
                "-max_len=" + INPUT_BYTES_MAX,
                "-timeout=" + HANG_SECONDS_MAX,
                "-print_final_stats=1",
                "-reload=0",
                discovered.toString(),
                seeds.toString());
    }

    private static LiveResult result(LiveJob job, int exit, Path log, Path discovered, Path findings)
            throws IOException {
        String output = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher executions = EXECUTIONS.matcher(output);
        long count = executions.find() ? Long.parseLong(executions.group(1)) : 0;
        List<byte[]> found = read(findings, name -> !name.endsWith(".java"));
        List<String> failure = new ArrayList<>();
        if (exit != 0) {
            failure.add(exit == -1 ? "did not end in time" : "Jazzer ended with " + exit);
            output.lines()
                    .filter(line -> FAILURE.matcher(line).matches())
                    .limit(FAILURE_LINES_MAX)
                    .forEach(failure::add);
        }
        return new LiveResult(
                job,
                count,
                found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst()),
                failure,
                read(discovered, name -> true),
                log);
    }

    private static List<byte[]> read(Path folder, Predicate<String> wanted) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (wanted.test(file.getFileName().toString())) {
                    inputs.add(Files.readAllBytes(file));
                }
            }
        }
        inputs.sort(Comparator.comparingInt(input -> input.length));
        return inputs;
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
