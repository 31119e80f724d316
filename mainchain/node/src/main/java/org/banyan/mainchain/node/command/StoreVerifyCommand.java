package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.directory.Json;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreReport;
import org.banyan.spi.store.StoreVerifier;

/** {@code store-verify}: reads every record once and says which are damaged. Repairs nothing. */
final class StoreVerifyCommand {
    private final Program program;
    private final Arguments arguments;

    StoreVerifyCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        var home = Loading.home(arguments, program.environment(), true);
        Configuration configuration = Loading.configuration(arguments, program.environment(), home, Map.of());
        program.logs(configuration, arguments);
        boolean sound = true;
        try (DataDirectory directory = DataDirectory.open(home)) {
            for (String chain : chains(directory)) {
                sound &= verify(directory, configuration, chain);
            }
        }
        return sound ? ExitCode.OK : ExitCode.STORE;
    }

    private List<String> chains(DataDirectory directory) {
        List<String> all = directory.chains();
        List<String> chosen = arguments.flag("chain").map(List::of).orElse(all);
        if (chosen.isEmpty() || !all.containsAll(chosen)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    directory.root() + " has the chains " + all + ", not " + chosen + "; name one with --chain");
        }
        return chosen;
    }

    private boolean verify(DataDirectory directory, Configuration configuration, String chain) {
        if (!Files.exists(directory.store(chain))) {
            program.out().println(chain + ": no store yet");
            return true;
        }
        try (KeyValueStore store = Plugins.found()
                .store(configuration.get(NodeSettings.STORE_ENGINE))
                .open(directory.store(chain))) {
            StoreReport report = StoreVerifier.verify(store);
            tell(chain, report);
            return report.sound();
        }
    }

    private void tell(String chain, StoreReport report) {
        if (arguments.has("json")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("chain", chain);
            fields.put("sound", report.sound());
            fields.put("complete", report.complete());
            fields.put("records", report.entries());
            fields.put("bytes", report.keyBytes() + report.valueBytes());
            fields.put("damages", report.damages());
            program.out().println(Json.line(fields));
            return;
        }
        program.out()
                .println(chain + ": " + (report.sound() ? "sound" : "DAMAGED") + ", " + report.entries() + " records, "
                        + (report.keyBytes() + report.valueBytes()) + " bytes"
                        + (report.complete() ? "" : ", not read to the end"));
        report.damages().forEach(damage -> program.out().println("  " + damage));
    }
}
