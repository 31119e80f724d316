package org.banyan.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.banyan.cli.base.ErrorReport;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code banyan} command. */
public final class Banyan {
    private static final int WIDTH = 120;
    private static final int SUGGESTION_DISTANCE_MAX = 2;

    private final Terminal terminal;

    public Banyan(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] arguments) {
        // looking for converters of types that no option has would load java.sql, the slowest part of the start
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time|nio\\.channels)\\..*");
        int code = new Banyan(Terminal.ofProcess()).run(arguments);
        System.exit(code);
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        boolean debug = Arrays.asList(arguments).contains("--debug");
        if (arguments.length == 0 || isHelp(arguments[0])) {
            return help(arguments);
        }
        if (arguments[0].equals("--version") || arguments[0].equals("-V")) {
            terminal.line("banyan " + version());
            return ExitCode.OK.code();
        }
        if (!TopCommand.exists(arguments[0])) {
            report(unknown(arguments[0]), json);
            return ExitCode.USAGE.code();
        }
        return execute(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length), json, debug);
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h") || word.equals("help");
    }

    private int help(String[] arguments) {
        if (arguments.length < 2 || !TopCommand.exists(arguments[1])) {
            Overview.print(terminal);
            return ExitCode.OK.code();
        }
        String[] topic = Arrays.copyOfRange(arguments, 2, arguments.length + 1);
        topic[topic.length - 1] = "--help";
        return execute(arguments[1], topic, false, false);
    }

    private int execute(String command, String[] rest, boolean json, boolean debug) {
        CommandLine line = configured(TopCommand.make(command, terminal), json, debug);
        return line.execute(rest);
    }

    private CommandLine configured(CommandLine line, boolean json, boolean debug) {
        line.setCommandName("banyan " + line.getCommandName());
        line.setUsageHelpWidth(WIDTH);
        line.setExpandAtFiles(false);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((wrong, given) -> {
            report(usage(wrong), json);
            return ExitCode.USAGE.code();
        });
        line.setExecutionExceptionHandler((failed, commandLine, parsed) -> {
            ErrorReport error = ErrorReport.of(failed);
            report(error, json);
            if (debug) {
                failed.printStackTrace(terminal.err());
            }
            return error.exit().code();
        });
        return line;
    }

    private void report(ErrorReport error, boolean json) {
        if (json) {
            terminal.err().println(error.toJson().compact());
        } else {
            error.print(terminal);
        }
    }

    private static ErrorReport usage(ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        List<String> close =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String hint = close.isEmpty() ? "" : "did you mean " + String.join(" or ", close) + "? ";
        return new ErrorReport(
                "ARGUMENT_INVALID",
                String.valueOf(wrong.getMessage()),
                Map.of(),
                hint + "see `" + name + " --help`",
                ExitCode.USAGE);
    }

    private static ErrorReport unknown(String word) {
        String close = TopCommand.ALL.stream()
                .map(TopCommand::name)
                .filter(name -> distance(name, word) <= SUGGESTION_DISTANCE_MAX)
                .collect(Collectors.joining(" or "));
        return new ErrorReport(
                "COMMAND_UNKNOWN",
                "there is no command '" + (word.length() <= 40 ? word : word.substring(0, 40) + "…") + "'",
                Map.of(),
                (close.isEmpty() ? "" : "did you mean " + close + "? ") + "see `banyan --help`",
                ExitCode.USAGE);
    }

    /** Edits that lead from one word to the other; words of very different length are far apart anyway. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > SUGGESTION_DISTANCE_MAX) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int substitute = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    /** From the jar's manifest. */
    private static String version() {
        return Optional.ofNullable(Banyan.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
