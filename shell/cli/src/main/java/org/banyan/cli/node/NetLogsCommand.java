package org.banyan.cli.node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan net logs}. */
@Command(
        name = "logs",
        description = "Show the last lines of the nodes' logs, each with the node's name.",
        footer = {"", "Examples:", "  $ banyan net logs --dir ./mynet", "  $ banyan net logs --dir ./mynet 2"})
final class NetLogsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NetOptions net = new NetOptions();

    NetLogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private static final int LINES = 20;

    /** The end of a log that is read. */
    private static final int BYTES_MAX = 64 * 1024;

    @Override
    public Integer call() {
        for (NetworkFolder.Node node : net.nodes()) {
            List<String> lines = end(node.log());
            lines.subList(Math.max(0, lines.size() - LINES), lines.size())
                    .forEach(line -> terminal.line(node.name() + " " + Terminal.printable(line)));
        }
        return ExitCode.OK.code();
    }

    private static List<String> end(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES_MAX);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return from == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
        } catch (IOException unreadable) {
            return List.of("no log: " + unreadable.getMessage());
        }
    }
}
