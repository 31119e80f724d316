package org.banyan.cli.node;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan key rotate}. */
@Command(
        name = "rotate",
        description = "Give a stopped node a new node key. Its peers know it by another id then.",
        footer = {
            "",
            "Examples:",
            "  $ banyan key rotate --dir ./node1",
            "",
            "The old key stays in keys/node.key.old. Exit code 5: a node uses the directory. Keys of the roles owner and signing",
            "are on chain and do not change in a file: docs/guides/rotate-keys.md."
        })
public final class KeyRotateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "node",
            description = "node (default), the only role whose key a file decides.")
    private String role = "node";

    public KeyRotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!role.equals("node")) {
            throw CliException.usage(
                    "a key of the role '" + role + "' is known to the chain, and changing a file does not change that",
                    "docs/guides/rotate-keys.md says how each role's key changes");
        }
        return NodeProcess.run(terminal, settings.arguments(terminal, common, "key-rotate"));
    }
}
