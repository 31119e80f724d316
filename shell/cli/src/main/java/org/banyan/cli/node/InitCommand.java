package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan node init}. */
@Command(
        name = "init",
        description = "Put the genesis of a chain into a node's directory.",
        footer = {
            "",
            "Examples:",
            "  $ banyan node init --dir ./node1 --network dev",
            "  $ banyan node init --dir ./node1 --genesis genesis.conf",
            "",
            "Exit code 4 says that the directory holds another chain already."
        })
public final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** The chain. */
    static final class What {
        @Option(
                names = "--network",
                required = true,
                paramLabel = "NETWORK",
                description = "Make a chain of this network: dev for a development chain with public test keys.")
        private Optional<String> network = Optional.empty();

        @Option(
                names = "--genesis",
                required = true,
                paramLabel = "FILE",
                description = "Take the chain from this genesis file.")
        private Optional<Path> genesis = Optional.empty();
    }

    public InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = settings.arguments(terminal, common, "init");
        what.network.ifPresent(network -> arguments.add("--network=" + network));
        what.genesis.ifPresent(
                file -> arguments.add("--genesis=" + file.toAbsolutePath().normalize()));
        return NodeProcess.run(terminal, arguments);
    }
}
