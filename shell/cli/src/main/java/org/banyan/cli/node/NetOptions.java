package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network, and which of its nodes. */
final class NetOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Folder that `banyan net create` wrote.")
    private Path directory = Path.of("");

    @Parameters(arity = "0..*", paramLabel = "NUMBER", description = "Numbers of nodes (default: all).")
    private List<Integer> numbers = new ArrayList<>();

    Path directory() {
        return directory;
    }

    List<NetworkFolder.Node> nodes() {
        return new NetworkFolder(directory).nodes(numbers);
    }
}
