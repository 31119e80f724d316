package org.banyan.cli;

import org.banyan.cli.base.Terminal;

/** What {@code banyan --help} shows. */
final class Overview {
    private Overview() {}

    static void print(Terminal terminal) {
        terminal.line("Banyan: an operating-system kernel for blockchains.");
        terminal.line("");
        terminal.line("Usage: banyan COMMAND [OPTIONS]");
        terminal.line("");
        terminal.line("Commands:");
        for (TopCommand each : TopCommand.ALL) {
            terminal.line("  " + terminal.bold(each.name())
                    + " ".repeat(10 - each.name().length()) + each.summary());
        }
        terminal.line("");
        terminal.line("Every command takes --json (complete, stable output), --quiet, --yes and --help with examples.");
        terminal.line("Errors go to standard error as CODE: what (where), with a line that says what to do.");
        terminal.line("");
        terminal.line("Examples:");
        terminal.line("  $ banyan dev");
        terminal.line("  $ banyan transfer 5 --from alice --to bob");
        terminal.line("  $ banyan contract call token balance '{\"owner\":\"bob\",\"symbol\":\"BNY\"}'");
        terminal.line("");
        terminal.line("Environment: BANYAN_API address of the node, BANYAN_HOME directory of keys and data, NO_COLOR.");
    }
}
