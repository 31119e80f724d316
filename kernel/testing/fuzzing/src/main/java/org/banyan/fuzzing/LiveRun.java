package org.banyan.fuzzing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs targets live: {@code LiveRun <work folder> <module folder>...}. Each module's tests are compiled, and the class path of its tests stands in its
 * {@code target/fuzz.classpath}. Ends with 1 when a target has a finding or did not run.
 *
 * <p>Environment: {@code FUZZ_SECONDS} per target (3), {@code FUZZ_JOBS} at a time (the processors), {@code FUZZ_ONLY} a part of the names of the wanted
 * targets, {@code FUZZ_KEEP=1} adds what was discovered to the corpus in the source tree.
 */
public final class LiveRun {
    private static final String SECONDS = "3";

    private final Map<String, String> environment;
    private final PrintStream out;

    LiveRun(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        List<Path> modules = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            modules.add(Path.of(arguments[i]).toAbsolutePath());
        }
        boolean passed = new LiveRun(System.getenv(), System.out)
                .run(Path.of(arguments[0]).toAbsolutePath(), modules);
        System.exit(passed ? 0 : 1);
    }

    /** @return whether every target ran and none has a finding */
    boolean run(Path work, List<Path> modules)
            throws IOException, ClassNotFoundException, InterruptedException, ExecutionException {
        int seconds = Integer.parseInt(environment.getOrDefault("FUZZ_SECONDS", SECONDS));
        List<LiveJob> jobs = targets(modules);
        out.println(jobs.size() + " targets, " + seconds + " s each");
        List<LiveResult> results = runAll(new LiveRunner(work, seconds), jobs);
        boolean keep = "1".equals(environment.get("FUZZ_KEEP"));
        for (LiveResult result : results) {
            if (keep && result.passed()) {
                out.println(result.job().name() + ": " + CorpusGrowth.keep(result) + " inputs added to its corpus");
            }
        }
        long executions = results.stream().mapToLong(LiveResult::executions).sum();
        List<LiveResult> failed =
                results.stream().filter(result -> !result.passed()).toList();
        out.printf(
                Locale.ROOT,
                "%,d executions of %d targets in all, %d with a finding or a failed run%n",
                executions,
                results.size(),
                failed.size());
        return failed.isEmpty() && !results.isEmpty();
    }

    private List<LiveJob> targets(List<Path> modules) throws IOException, ClassNotFoundException {
        String only = environment.getOrDefault("FUZZ_ONLY", "");
        List<LiveJob> jobs = new ArrayList<>();
        for (Path module : modules) {
            String libraries = Files.readString(module.resolve("target/fuzz.classpath"), StandardCharsets.UTF_8)
                    .strip();
            FoundTargets.in(module, libraries).stream()
                    .filter(job -> job.name().contains(only))
                    .forEach(jobs::add);
        }
        return jobs;
    }

    private List<LiveResult> runAll(LiveRunner runner, List<LiveJob> jobs)
            throws InterruptedException, ExecutionException {
        int workers = Integer.parseInt(environment.getOrDefault(
                "FUZZ_JOBS", Integer.toString(Runtime.getRuntime().availableProcessors())));
        List<LiveResult> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<LiveResult>> running =
                    jobs.stream().map(job -> pool.submit(() -> runner.run(job))).toList();
            for (Future<LiveResult> each : running) {
                LiveResult result = each.get();
                report(result);
                results.add(result);
            }
        }
        return results;
    }

    private void report(LiveResult result) {
        out.printf(
                Locale.ROOT,
                "%-4s %-90s %,12d executions%n",
                result.passed() ? "ok" : "FAIL",
                result.job().name(),
                result.executions());
        result.finding()
                .ifPresent(input -> out.println(
                        "     input, a line for " + result.job().corpusFile() + ":\n     " + CorpusLine.write(input)));
        result.failure().forEach(line -> out.println("     " + line));
        if (!result.passed()) {
            out.println("     log: " + result.log());
        }
    }
}
