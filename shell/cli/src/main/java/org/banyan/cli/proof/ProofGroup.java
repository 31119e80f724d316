package org.banyan.cli.proof;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan proof}. */
@Command(
        name = "proof",
        description = "Get proofs from a node and check them without one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan proof get --account alice --out alice.proof",
            "  $ banyan proof verify alice.proof",
            "  $ banyan proof get --chain side-1 --account alice --target main --out alice.proof",
            "  $ banyan proof verify alice.proof --on main"
        })
public final class ProofGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new ProofGroup())
                .addSubcommand("get", new GetCommand(terminal))
                .addSubcommand("verify", new VerifyCommand(terminal));
    }
}
