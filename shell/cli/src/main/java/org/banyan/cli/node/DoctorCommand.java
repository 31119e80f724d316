package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.CryptoSuite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan doctor}. */
@Command(
        name = "doctor",
        description = "Check this machine, the directory and the node, and say what to change.",
        footer = {
            "",
            "Examples:",
            "  $ banyan doctor",
            "  $ banyan doctor --dir /var/lib/banyan --api http://localhost:7070 --json",
            "",
            "Exit code 12 says that a check failed; warnings do not count."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path home = directory.path(terminal);
        ClientOptions options = connection.client(terminal);
        CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        List<Finding> findings = new ArrayList<>(MachineChecks.all(home));
        findings.addAll(DirectoryChecks.all(home, suite, options.api()));
        findings.addAll(OperationsChecks.all(home, System.currentTimeMillis()));
        findings.addAll(NodeChecks.all(options));
        boolean failed = findings.stream().anyMatch(each -> each.grade() == Finding.Grade.FAILED);
        if (common.json()) {
            terminal.json(Json.object()
                    .put("healthy", !failed)
                    .put("checks", findings.stream().map(Finding::toJson).toList())
                    .build());
        } else {
            findings.forEach(each -> each.print(terminal));
        }
        return (failed ? ExitCode.CHECK_NEGATIVE : ExitCode.OK).code();
    }
}
