package org.banyan.mainchain.node.command;

import java.io.PrintStream;
import java.util.Map;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Setting;
import org.banyan.node.configuration.Settings;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/** {@code config}: shows, checks and explains settings. */
final class ConfigCommand {
    private final Program program;
    private final Arguments arguments;

    ConfigCommand(Program program, Arguments arguments) {
        this.program = program;
        this.arguments = arguments;
    }

    ExitCode run() {
        if (arguments.words().isEmpty()) {
            throw new RefusalException(ExitCode.USAGE, "say what: config show, validate, explain KEY or reference");
        }
        return switch (arguments.words().getFirst()) {
            case "show" -> show();
            case "validate" -> {
                configuration();
                program.out().println("the configuration is right");
                yield ExitCode.OK;
            }
            case "explain" -> explain();
            case "reference" -> reference();
            default ->
                throw new RefusalException(
                        ExitCode.USAGE,
                        "there is no 'config " + arguments.words().getFirst() + "'");
        };
    }

    private Configuration configuration() {
        var home = Loading.home(arguments, program.environment(), true);
        return Loading.configuration(arguments, program.environment(), home, Map.of());
    }

    private ExitCode show() {
        Configuration configuration = configuration();
        boolean sources = arguments.has("sources");
        configuration.settings().all().forEach(setting -> {
            Configuration.Chosen value = configuration.chosen(setting.name());
            program.out()
                    .println(
                            setting.name() + " = \"" + value.text() + "\"" + (sources ? "   # " + value.source() : ""));
        });
        return ExitCode.OK;
    }

    private ExitCode explain() {
        if (arguments.words().size() != 2) {
            throw new RefusalException(ExitCode.USAGE, "name one setting: config explain KEY");
        }
        Configuration configuration = configuration();
        Settings settings = configuration.settings();
        String name = arguments.words().get(1);
        Setting<?> setting = settings.find(name)
                .orElseThrow(() -> new RefusalException(
                        ExitCode.CONFIG,
                        "there is no setting '" + name + "'"
                                + settings.nearest(name)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("")));
        Configuration.Chosen value = configuration.chosen(name);
        PrintStream out = program.out();
        out.println(setting.name() + " = \"" + value.text() + "\" (" + value.source() + ")");
        out.println("  " + setting.meaning());
        out.println("  " + setting.form() + "; built-in \"" + setting.builtIn() + "\"");
        out.println("  flag --" + setting.name() + ", variable " + setting.variable() + ", in files " + setting.name());
        return ExitCode.OK;
    }

    private ExitCode reference() {
        PrintStream out = program.out();
        out.println("# Settings of a node");
        out.println();
        out.println(
                "Each has one name in all forms: `--api-port 7070`, `BANYAN_API_PORT=7070`, `api-port = 7070` in a file. The first of these");
        out.println(
                "that has a value decides: flag, environment, `--config` files (later wins), `DIR/config/node.conf`, profile, network, built-in.");
        out.println("`config show --sources` says what holds and why, `config explain KEY` tells of one.");
        out.println();
        out.println("| Setting | Values | Built-in | Meaning |");
        out.println("|---|---|---|---|");
        NodeSettings.all()
                .all()
                .forEach(setting -> out.println("| `" + setting.name() + "` | " + setting.form() + " | `"
                        + setting.builtIn() + "` | " + setting.meaning() + " |"));
        return ExitCode.OK;
    }
}
