package org.banyan.cli.contract;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.GroupsView;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.GetConflictsResponse;
import org.banyan.v1.MethodAccess;
import org.banyan.v1.MethodConflict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan contract conflicts}. */
@Command(
        name = "conflicts",
        description =
                "Show which methods keep each other from running at the same time, and whose declaration is at fault.",
        footer = {
            "",
            "The node runs recent blocks again and compares what each method declares with what it touches.",
            "",
            "Examples:",
            "  $ banyan contract conflicts",
            "  $ banyan contract conflicts token --blocks 64",
            "  $ banyan contract conflicts --from 1200 --json"
        })
public final class ConflictsCommand implements Callable<Integer> {
    private static final int BLOCKS_MAX = 256;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONTRACT",
            defaultValue = "",
            description = "Name or address; all contracts when left out.")
    private String contract = "";

    @Option(names = "--blocks", paramLabel = "COUNT", description = "Look at so many blocks, 1 to 256 (default 16).")
    private int blocks = 16;

    @Option(
            names = "--from",
            paramLabel = "BLOCK",
            description = "The newest block to look at: a height, an id, latest (default) or final.")
    private String from = "latest";

    public ConflictsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (blocks < 1 || blocks > BLOCKS_MAX) {
            throw CliException.usage("--blocks takes 1 to " + BLOCKS_MAX, "see `banyan contract conflicts --help`");
        }
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            GetConflictsResponse answer = client.executions().conflicts(from, blocks, contract, "");
            if (common.json()) {
                terminal.json(MessageJson.API.write(answer));
            } else {
                print(answer);
            }
            return ExitCode.OK.code();
        }
    }

    private void print(GetConflictsResponse answer) {
        terminal.line(terminal.bold("blocks " + answer.getOldest() + " to " + answer.getNewest()) + "  "
                + answer.getTransactions() + " transactions");
        if (answer.getMethodsCount() > 0) {
            terminal.line("");
            Table methods = new Table("METHOD", "DECLARES", "CALLS", "UNDECLARED", "UNUSED", "RANGES");
            answer.getMethodsList().forEach(method -> row(methods, method));
            methods.print(terminal);
        }
        answer.getMethodsList().forEach(this::advise);
        if (answer.getConflictsCount() > 0) {
            terminal.line("");
            Table pairs = new Table("CONFLICT OF", "WITH", "REAL", "UNDECLARED", "NEEDLESS", "AT FAULT", "FOR EXAMPLE");
            answer.getConflictsList().forEach(pair -> row(pairs, pair));
            pairs.print(terminal);
        }
        if (!answer.getNextPageToken().isEmpty()) {
            terminal.note("these blocks cost as much as one answer may; go on with --from " + (answer.getOldest() - 1));
        }
        if (!answer.getEndsBecause().isEmpty()) {
            terminal.note("no older blocks: " + Terminal.printable(answer.getEndsBecause()));
        }
    }

    private static void row(Table table, MethodAccess method) {
        table.row(
                name(method),
                switch (method.getDeclared()) {
                            case DECLARED_ACCESS_EXACT -> "exactly";
                            case DECLARED_ACCESS_SUPERSET -> "more than it needs";
                            case DECLARED_ACCESS_UNKNOWN -> "nothing";
                            default -> "?";
                        }
                        + (method.getSerialLane() ? ", serial lane" : ""),
                Integer.toString(method.getCalls()),
                count(method.getUndeclaredCalls()),
                count(method.getUnusedCalls()),
                count(method.getRangeCalls()));
    }

    /** What its author should do. */
    private void advise(MethodAccess method) {
        if (method.getUndeclaredCalls() > 0) {
            terminal.line(terminal.warn("! ") + name(method) + " "
                    + Terminal.printable(GroupsView.use(method.getUndeclared())) + ", which it does not declare");
        }
        if (method.getUnusedCalls() > 0) {
            terminal.line(terminal.warn("! ") + name(method) + " declares that it "
                    + Terminal.printable(GroupsView.use(method.getUnused())) + ", and " + method.getUnusedCalls()
                    + " of " + method.getCalls() + " calls did not");
        }
    }

    private static String name(MethodAccess method) {
        return Terminal.printable(
                GroupsView.name(method.getContractName(), method.getContract()) + "." + method.getMethod());
    }

    private static String count(int number) {
        return number == 0 ? "-" : Integer.toString(number);
    }

    private static void row(Table table, MethodConflict pair) {
        String one = GroupsView.name(pair.getOneContractName(), pair.getOneContract()) + "." + pair.getOneMethod();
        String other =
                GroupsView.name(pair.getOtherContractName(), pair.getOtherContract()) + "." + pair.getOtherMethod();
        table.row(
                one,
                one.equals(other) ? "itself" : other,
                count(pair.getReal()),
                count(pair.getUndeclared()),
                count(pair.getNeedless()),
                switch (pair.getFault()) {
                    case CONFLICT_FAULT_NOBODY -> "nobody";
                    case CONFLICT_FAULT_ONE -> one;
                    case CONFLICT_FAULT_OTHER -> other;
                    case CONFLICT_FAULT_BOTH -> one.equals(other) ? one : "both";
                    default -> "?";
                },
                GroupsView.name(pair.getKey().getContractName(), pair.getKey().getContract()) + " "
                        + pair.getKey().getText());
    }
}
