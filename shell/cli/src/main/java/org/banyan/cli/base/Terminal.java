package org.banyan.cli.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.banyan.sdk.json.Json;

/**
 * Where a command writes. Results go to standard output, everything else to standard error, so that output can be piped.
 *
 * @param colours whether standard output is a terminal that shows colours
 * @param atEnd takes what is to be done when this process ends, by itself or by a signal
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean colours,
        Map<String, String> environment,
        Installation installation,
        Consumer<Runnable> atEnd) {
    public Terminal {
        environment = Map.copyOf(environment);
    }

    public static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        Installation installation = Installation.of(System.getProperties());
        boolean colours = installation.terminal()
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                colours,
                environment,
                installation,
                task -> Runtime.getRuntime().addShutdownHook(new Thread(task, "end")));
    }

    /** The same bytes in every locale, so that what one machine writes another can read. */
    private static PrintStream utf8(FileDescriptor file) {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    public void line(String text) {
        out.println(text);
    }

    public void json(Json value) {
        out.println(value.pretty());
    }

    /** A word to the person at the terminal, not part of the result. */
    public void note(String text) {
        err.println(text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String warn(String text) {
        return paint("33", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    /** Text from outside without what would steer the terminal. */
    public static String printable(String text) {
        return text.chars()
                .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
