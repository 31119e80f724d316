package org.banyan.cli.node;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Installation;
import org.banyan.cli.base.Terminal;

/**
 * A node as a process of its own: {@code java … org.banyan.mainchain.node.Main SUBCOMMAND …} with the subcommands dev, start, init, store-verify and config. It shares
 * this terminal, its exit code is passed on, and it is ended with this process.
 */
final class NodeProcess {
    private static final String MAIN = "org.banyan.mainchain.node.Main";

    /** Longer than a node takes to shut down on its own, so that it is never cut off by us first. */
    private static final long STOP_SECONDS = 40;

    private NodeProcess() {}

    /** Most of its output that is kept when it is captured. */
    private static final int OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

    /** What a process that ended by itself said on standard output. */
    record Captured(int code, List<String> lines) {
        Captured {
            lines = List.copyOf(lines);
        }
    }

    /** Runs to its end and keeps what it says; its errors go to standard error. */
    static Captured capture(Terminal terminal, List<String> arguments) {
        Process process = launch(terminal, true, arguments);
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
            return new Captured(await(process), text.lines().toList());
        } catch (IOException broken) {
            throw missing("the node's output cannot be read: " + broken.getMessage());
        }
    }

    /** Runs to its end. */
    static int run(Terminal terminal, List<String> arguments) {
        return await(start(terminal, arguments));
    }

    /** Starts it and does not wait; its log goes to standard error of this process. */
    static Process start(Terminal terminal, List<String> arguments) {
        return launch(terminal, false, arguments);
    }

    private static Process launch(Terminal terminal, boolean outputPiped, List<String> arguments) {
        List<String> command = new ArrayList<>();
        Installation installation = terminal.installation();
        command.add(installation.java().toString());
        command.addAll(installation.nodeFlags());
        command.add("-cp");
        command.add(classPath(installation.nodeJars()));
        command.add(MAIN);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (outputPiped) {
            builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw missing("the node cannot be started: " + failed.getMessage());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-node"));
        return process;
    }

    static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop(process);
            return ExitCode.BUG.code();
        }
    }

    /** Asks it to end and waits; a node that does not end in time writes its own last words, then it is cut off. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String classPath(Path jars) {
        if (jars.toString().isEmpty() || !Files.isDirectory(jars)) {
            throw missing("the node's jars are not in '" + jars + "'");
        }
        return jars + File.separator + "*";
    }

    private static CliException missing(String what) {
        return new CliException(
                ExitCode.CONFIG,
                "NODE_MISSING",
                what,
                "start the command line with ./banyan, which knows where they are");
    }
}
