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
import org.banyan.cli.node.ClassArchive.Access;

/**
 * A node as a process of its own: {@code java … org.banyan.mainchain.node.Main SUBCOMMAND …} with the subcommands dev, start, init, store-verify and config. It
 * shares this terminal, its exit code is passed on, and it is ended with this process.
 */
final class NodeProcess {
    private static final String MAIN = "org.banyan.mainchain.node.Main";

    /** Subcommands that run until they are ended. A short one would leave a class archive that lacks most of a node. */
    private static final List<String> SERVING = List.of("dev", "start");

    /** Longer than a node takes to shut down on its own, so that it is never cut off by us first. */
    private static final long STOP_SECONDS = 40;

    /** Most of its output that is kept when it is captured. */
    private static final int OUTPUT_BYTES_MAX = 16 * 1024 * 1024;

    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** One that this process stands for: it ends with it, and with its exit code. */
    private static NodeProcess foreground(Process process, Terminal terminal) {
        NodeProcess node = new NodeProcess(process);
        terminal.atEnd().accept(node::endTogether);
        return node;
    }

    /** What a process that ended by itself said on standard output. */
    record Captured(int code, List<String> lines) {
        Captured {
            lines = List.copyOf(lines);
        }
    }

    /** Runs to its end. */
    static int run(Terminal terminal, List<String> arguments) {
        return start(terminal, arguments).await();
    }

    /** Starts it and does not wait. */
    static NodeProcess start(Terminal terminal, List<String> arguments) {
        return foreground(
                launch(
                        terminal,
                        ProcessBuilder.Redirect.INHERIT,
                        ProcessBuilder.Redirect.INHERIT,
                        Access.WRITE,
                        arguments),
                terminal);
    }

    /** Starts one that works for this process and says nothing here; who starts it has to {@link #stop} it. */
    static NodeProcess background(Terminal terminal, List<String> arguments, Path log) {
        return background(terminal, arguments, log, Access.WRITE);
    }

    static NodeProcess background(Terminal terminal, List<String> arguments, Path log, Access archive) {
        ProcessBuilder.Redirect file = ProcessBuilder.Redirect.appendTo(log.toFile());
        return new NodeProcess(launch(terminal, file, file, archive, arguments));
    }

    /** Runs to its end and keeps what it says; its errors go to standard error. */
    static Captured capture(Terminal terminal, List<String> arguments) {
        NodeProcess node = foreground(
                launch(
                        terminal,
                        ProcessBuilder.Redirect.PIPE,
                        ProcessBuilder.Redirect.INHERIT,
                        Access.WRITE,
                        arguments),
                terminal);
        try (InputStream output = node.process.getInputStream()) {
            String text = new String(output.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
            return new Captured(node.await(), text.lines().toList());
        } catch (IOException broken) {
            throw missing("the node's output cannot be read: " + broken.getMessage());
        }
    }

    private static Process launch(
            Terminal terminal,
            ProcessBuilder.Redirect output,
            ProcessBuilder.Redirect errors,
            Access archive,
            List<String> arguments) {
        Installation installation = terminal.installation();
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(
                SERVING.contains(arguments.getFirst())
                        ? ClassArchive.flags(
                                installation.nodeFlags(),
                                installation.nodeJars(),
                                installation.archives(),
                                Runtime.version().feature(),
                                archive)
                        : installation.nodeFlags());
        command.add("-cp");
        command.add(classPath(installation.nodeJars()));
        command.add(MAIN);
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .inheritIO()
                    .redirectOutput(output)
                    .redirectError(errors)
                    .start();
        } catch (IOException failed) {
            throw missing("the node cannot be started: " + failed.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until it has ended or {@code millis} have passed. @return whether it still runs */
    boolean runsAfter(long millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     */
    int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            return process.exitValue();
        }
    }

    /** Ctrl-C reaches both processes. That the node ended as it was asked to is a success, which the JVM's own code for signals would not say. */
    private void endTogether() {
        stop();
        Runtime.getRuntime().halt(process.exitValue());
    }

    /** Asks it to end and waits; a node that does not end in time writes its own last words, then it is cut off. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
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
