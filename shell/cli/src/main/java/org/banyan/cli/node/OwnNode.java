package org.banyan.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;

/** A development node for one command: in a folder of its own, on free ports, silent, ended and wiped with the command. */
public final class OwnNode implements AutoCloseable {
    private static final long START_MILLIS_MAX = 120_000;
    private static final long PROBE_MILLIS = 200;
    private static final int LOG_LINES = 20;

    private final Path folder;
    private final NodeProcess process;
    private String api = "";

    private OwnNode(Path folder, NodeProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it and waits for its first block.
     *
     * @throws CliException with the end of its log when it does not come up
     */
    public static OwnNode start(Terminal terminal) {
        try {
            Path folder = Files.createTempDirectory("banyan-own-node");
            OwnNode node = new OwnNode(
                    folder,
                    NodeProcess.background(
                            terminal,
                            List.of(
                                    "dev",
                                    "--dir=" + folder.resolve("data"),
                                    "--port=0",
                                    "--chains=1",
                                    "--delegates=0"),
                            folder.resolve("log")));
            terminal.atEnd().accept(node::close);
            node.awaitFirstBlock();
            return node;
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder for a node", failed);
        }
    }

    /** Address of its API. */
    public String api() {
        return api;
    }

    private void awaitFirstBlock() throws IOException {
        Path ports = folder.resolve("data").resolve("run").resolve("ports.json");
        try {
            for (long waited = 0;
                    waited < START_MILLIS_MAX && process.runsAfter(PROBE_MILLIS);
                    waited += PROBE_MILLIS) {
                if (Files.exists(ports)) {
                    Json.Object read = (Json.Object) Json.parse(Files.readString(ports));
                    api = "http://localhost:" + ((Json.Number) read.get("api").orElseThrow()).text();
                    if (hasBlock()) {
                        return;
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        String end = logEnd();
        close();
        throw new CliException(
                ExitCode.CONFIG,
                "NODE_NOT_STARTED",
                "the node did not come up; its log ends with:\n" + end,
                "see the log");
    }

    private String logEnd() {
        try {
            List<String> log = Files.readAllLines(folder.resolve("log"));
            return String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
        } catch (IOException gone) {
            return "(no log: " + gone + ")";
        }
    }

    /** What to report of {@code failed}: that the node has ended and how, when that is why nobody answers. */
    public RuntimeException explained(BanyanException failed) {
        if (process.isRunning()) {
            return failed;
        }
        return new CliException(
                ExitCode.UNREACHABLE,
                "NODE_ENDED",
                "the node that this command had started ended with code " + process.await() + "; its log ends with:\n"
                        + logEnd(),
                "see what ended it: its last words, or a signal (code 128 and more)");
    }

    private boolean hasBlock() {
        ClientOptions options =
                ClientOptions.of(api, ClientOptions.CHAIN_DEFAULT).withAttempts(1);
        try (BanyanClient client = BanyanClient.connect(options)) {
            return client.status().getHead().getHeight() > 0;
        } catch (BanyanException starting) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        process.stop();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the folder of a node that has ended cannot be removed", failed);
        }
    }
}
