package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.node.OwnNode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan load}. */
@Command(
        name = "load",
        description =
                "Submit a workload to a development chain and measure what it commits, how soon and at what cost.",
        footer = {
            "",
            "Workloads: transfers (all accounts alike), zipf (few accounts in most transfers), hot-credit (all pay one), hot-debit (one",
            "pays all), mixed (three transfers in five, approvals, transfers from allowances).",
            "Calls of the contract `bench` of development chains, each of --units of work on --cells: calls (each on its own), calls-wide",
            "and calls-undeclared (the same, badly declared), calls-zipf (few cells in most), calls-chain (each needs the one before),",
            "calls-hot (all on one cell), calls-wrong (--wrong percent declare another cell), calls-token (balances read and written),",
            "calls-mixed (three transfers in five, tokens moved, calls of one to two and a half times the units).",
            "",
            "Examples:",
            "  $ banyan load",
            "  $ banyan load --workload zipf --skew 1.2 --count 100000 --accounts 10000 --json",
            "  $ banyan load --rate 1000 --seconds 30 --batch 50",
            "  $ banyan load --workload calls-zipf --units 8000 --cells 100000",
            "  $ banyan load --node own --compare batch=100 --rounds 10",
            "",
            "Accounts follow from the seed and are funded by alice .. judy; funding and signing are done before the clock starts. Exit code",
            "12 says that some transactions were refused, failed or did not become final."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int ROUNDS_MAX = 1_000;
    private static final int STALL_SECONDS_MAX = 3_600;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--node",
            paramLabel = "own",
            description = "Start a development node for this run alone, and end it.")
    private String node = "";

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            defaultValue = "transfers",
            description = "See below (default: transfers).")
    private String workload = "transfers";

    @Option(
            names = "--skew",
            paramLabel = "S",
            defaultValue = "1",
            description = "Exponent of the zipf workloads (default: 1).")
    private double skew = 1;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Work of a bench call, some nanoseconds each (default: 8000).")
    private long units = 8_000;

    @Option(
            names = "--cells",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Cells that bench calls choose from (default: 100000).")
    private int cells = 100_000;

    @Option(
            names = "--wrong",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "Calls of calls-wrong that declare another cell (default: 10).")
    private int wrong = 10;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Accounts that take part (default: 1000).")
    private int accounts = 1_000;

    @Option(names = "--count", paramLabel = "N", description = "Transactions to submit (default: 10000).")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--seconds", paramLabel = "S", description = "With --rate, how long, instead of --count.")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0",
            description = "Transactions a second; else as fast as the node takes them.")
    private int rate;

    @Option(
            names = "--batch",
            paramLabel = "B",
            description = "Transactions of a request (default: 500, with --rate a tenth of a second's).")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--connections",
            paramLabel = "C",
            defaultValue = "2",
            description = "Connections that submit at once (default: 2).")
    private int connections = 2;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "8000",
            description = "Submitted transactions that are in no block yet, at most (default: 8000).")
    private int inFlight = 8_000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same accounts and operations (default: 1).")
    private long seed = 1;

    @Option(
            names = "--compare",
            paramLabel = "NAME=VALUE",
            description = "Run a second setting, such as batch=100, in turns with the first.")
    private String compare = "";

    @Option(names = "--rounds", paramLabel = "N", description = "Runs of each setting (default: 1, with --compare 5).")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up when the chain takes nothing in for so long (default: 60).")
    private int stallSeconds = 60;

    public LoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LoadPlan plan = plan();
        List<LoadPlan> settings = compare.isEmpty() ? List.of(plan) : List.of(plan, plan.with(compare));
        int times = rounds.orElse(compare.isEmpty() ? 1 : 5);
        if (times < 1 || times > ROUNDS_MAX || stallSeconds < 1 || stallSeconds > STALL_SECONDS_MAX) {
            throw CliException.usage(
                    "--rounds is 1 to " + ROUNDS_MAX + " and --timeout 1 to " + STALL_SECONDS_MAX,
                    "see `banyan load --help`");
        }
        Stop stop = new Stop();
        terminal.atEnd().accept(stop::ask);
        try {
            return node.isEmpty()
                    ? run(connection.client(terminal), settings, times, stop)
                    : onOwnNode(settings, times, stop);
        } finally {
            stop.reported();
        }
    }

    private int onOwnNode(List<LoadPlan> settings, int times, Stop stop) {
        if (!node.equals("own")) {
            throw CliException.usage(
                    "--node takes own but not '" + node + "'", "give the address of a running node with --api");
        }
        try (OwnNode own = OwnNode.start(terminal)) {
            try {
                return run(connection.client(own.api()), settings, times, stop);
            } catch (BanyanException failed) {
                throw own.explained(failed);
            }
        }
    }

    private LoadPlan plan() {
        if (count.isPresent() && seconds.isPresent() || seconds.isPresent() && rate == 0) {
            throw CliException.usage(
                    "--seconds needs --rate and does not go with --count", "give --rate R --seconds S, or --count N");
        }
        long wanted = seconds.map(each -> (long) each * rate).orElse((long) count.orElse(10_000));
        int size = batch.orElse(rate == 0 ? 500 : Math.clamp(rate / 10, 1, 500));
        return new LoadPlan(
                LoadPlan.workload(workload),
                skew,
                new CallShape(units, cells, wrong),
                accounts,
                Math.clamp(wanted, 0, Integer.MAX_VALUE),
                rate,
                size,
                connections,
                inFlight,
                seed);
    }

    private int run(ClientOptions options, List<LoadPlan> settings, int times, Stop stop) {
        Progress progress = new Progress(terminal, common.quiet() || common.json());
        Comparison comparison = new Comparison(settings);
        try (BanyanClient client = BanyanClient.connect(options)) {
            LoadRun runs = new LoadRun(client, options, stop, progress, stallSeconds);
            settings.forEach(each -> requireValidLongEnough(each, runs.validSeconds()));
            for (int round = 0; round < times && !stop.isAsked(); round++) {
                // Each setting is first in every other round, so that neither always has the warmer node.
                for (int i = 0; i < settings.size(); i++) {
                    int which = (i + round) % settings.size();
                    String label = label(which, round, settings.size(), times);
                    runs.run(settings.get(which), label).ifPresent(result -> comparison.add(which, result));
                }
            }
        }
        show(comparison);
        return (comparison.isClean() ? ExitCode.OK : ExitCode.CHECK_NEGATIVE).code();
    }

    private static void requireValidLongEnough(LoadPlan plan, long validSeconds) {
        if (plan.rate() > 0 && plan.count() / plan.rate() > validSeconds) {
            throw CliException.usage(
                    "at " + plan.rate() + " a second, " + plan.count() + " transactions take longer than the "
                            + validSeconds + " s for which signed ones surely stay valid on this chain",
                    "give a shorter --seconds or a smaller --count, and more --rounds");
        }
    }

    private String label(int which, int round, int settings, int times) {
        String setting = settings == 1 ? workload : which == 0 ? "the first setting" : compare;
        return times == 1 ? setting : setting + ", round " + (round + 1) + " of " + times;
    }

    private void show(Comparison comparison) {
        if (common.json()) {
            terminal.json(Json.object()
                    .put("workload", workload)
                    .put("accounts", accounts)
                    .put("seed", seed)
                    .put("compare", compare)
                    .put("settings", new ArrayList<>(comparison.toJson()))
                    .build());
        } else {
            comparison.print(terminal, compare);
        }
    }
}
