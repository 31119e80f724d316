package org.banyan.cli.base;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where keys and data lie. */
public final class DirectoryOption {
    /** Environment variable with the directory. */
    public static final String HOME_VARIABLE = "BANYAN_HOME";

    /** Directory when nothing else is said. */
    public static final String DEVELOPMENT = ".banyan-dev";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Directory of keys and data; else $BANYAN_HOME, else ./.banyan-dev.")
    private String dir = "";

    public Path path(Terminal terminal) {
        String chosen = dir.isEmpty() ? terminal.environment().getOrDefault(HOME_VARIABLE, DEVELOPMENT) : dir;
        return Path.of(chosen).toAbsolutePath().normalize();
    }
}
