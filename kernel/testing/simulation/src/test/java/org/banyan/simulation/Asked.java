package org.banyan.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the command line asked for, by system properties that {@code bin/simulate} sets. */
record Asked(long from, long to, int threads, String mutants, String append) {
    private static final String DEFAULT_SEEDS = "1..8";

    static Asked now() {
        String seeds = property("simulation.seeds", DEFAULT_SEEDS);
        String[] ends = seeds.split("\\.\\.");
        if (ends.length != 2) {
            throw new IllegalArgumentException("seeds are given as FROM..TO, such as 1..300, but are '" + seeds + "'");
        }
        return new Asked(
                Long.parseLong(ends[0]),
                Long.parseLong(ends[1]),
                Integer.parseInt(property("simulation.threads", "1")),
                property("simulation.mutants", ""),
                property("simulation.append", ""));
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    static String again(long seed) {
        return "bin/simulate --seeds " + seed + ".." + seed;
    }

    /** The commit of the sources, as git says. */
    static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
