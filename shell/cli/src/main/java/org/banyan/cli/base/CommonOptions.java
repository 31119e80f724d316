package org.banyan.cli.base;

import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help with examples.")
    private boolean help;

    @Option(names = "--json", description = "Write the result as JSON, complete and stable.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Write results and errors only.")
    private boolean quiet;

    @Option(
            names = {"-y", "--yes"},
            description = "Answer yes to every question.")
    private boolean yes;

    @Option(names = "--debug", description = "Show where in the program an error arose.")
    private boolean debug;

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean yes() {
        return yes;
    }
}
