package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan net create}. */
@Command(
        name = "create",
        description = "Write a data directory for each delegate: keys, genesis, configuration, start script.",
        footer = {
            "",
            "Examples:",
            "  $ banyan net create --delegates 4 --dir ./mynet",
            "  $ banyan net create --dir ./mynet --hosts n1.example.org,n2.example.org,n3.example.org,n4.example.org",
            "  $ banyan net create --delegates 7 --dir ./test --network dev --port 7600",
            "  $ banyan net create --delegates 4 --dir ./private --consensus bft --slot-millis 1000 --empty-every 60",
            "",
            "Signing keys are new, each with a random password in a file beside it. All funds belong to key owner of DIR/owner,",
            "on network dev to the public test accounts. For several hosts, copy each node-N to its host and correct the path",
            "of signer-password-file in its config/node.conf."
        })
final class NetCreateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Folder of the network; made here.")
    private Path directory = Path.of("");

    @Option(names = "--delegates", paramLabel = "N", description = "Delegates, 1 to 21 (default: 4, or one per host).")
    private Optional<Integer> delegates = Optional.empty();

    @Option(
            names = "--hosts",
            paramLabel = "HOST,...",
            description = "Where the nodes will run, one host for each (default: all on this machine).")
    private Optional<String> hosts = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "First port of the first node; others on the same host follow in steps of 10 (default: 7070).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "KIND",
            description = "private, or dev for funded public test accounts (default: private).")
    private String network = "private";

    @Option(
            names = "--consensus",
            paramLabel = "ID",
            description =
                    "dpos: delegates take turns; bft: members agree on each block, for private chains (default: dpos).")
    private Optional<String> consensus = Optional.empty();

    @Option(names = "--slot-millis", paramLabel = "N", description = "Time from block to block (default: 500).")
    private Optional<Integer> slotMillis = Optional.empty();

    @Option(
            names = "--empty-every",
            paramLabel = "N",
            description = "With bft: a block without transactions after so many slots; 0 for never (default: 1).")
    private Optional<Integer> emptyEvery = Optional.empty();

    @Option(
            names = "--rounds-per-term",
            paramLabel = "N",
            description = "With dpos: rounds after which other delegates may take over (default: about a week's).")
    private Optional<Long> roundsPerTerm = Optional.empty();

    NetCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(List.of(
                "net-create",
                "--dir=" + directory.toAbsolutePath().normalize(),
                "--network=" + network,
                "--log-level=error"));
        delegates.ifPresent(count -> arguments.add("--delegates=" + count));
        hosts.ifPresent(names -> arguments.add("--hosts=" + names));
        roundsPerTerm.ifPresent(rounds -> arguments.add("--rounds-per-term=" + rounds));
        port.ifPresent(first -> arguments.add("--port=" + first));
        consensus.ifPresent(id -> arguments.add("--consensus=" + id));
        slotMillis.ifPresent(millis -> arguments.add("--slot-millis=" + millis));
        emptyEvery.ifPresent(slots -> arguments.add("--empty-every=" + slots));
        if (common.json()) {
            arguments.add("--json");
        }
        return NodeProcess.run(terminal, arguments);
    }
}
