package org.banyan.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.banyan.cli.base.Installation;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/** One run of the command line: what it printed and how it ended. */
public record Run(int code, String out, String err) {
    public static final Installation NOWHERE = new Installation(
            Path.of("/nowhere"), Path.of("/nowhere/lib"), Path.of("java"), List.of(), Path.of(""), "./banyan", false);

    public static Run of(String... arguments) {
        return with(Map.of(), NOWHERE, arguments);
    }

    public static Run with(Map<String, String> environment, Installation installation, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment,
                installation,
                task -> {});
        int code = new Banyan(terminal).run(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    public Json.Object json() {
        return (Json.Object) Json.parse(out);
    }

    public Json.Object error() {
        return ((Json.Object) Json.parse(err)).object("error");
    }
}
