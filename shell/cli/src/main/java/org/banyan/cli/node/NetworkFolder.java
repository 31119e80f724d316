package org.banyan.cli.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;

/** The folder that {@code banyan net create} wrote: nodes are node-1, node-2 and so on. */
record NetworkFolder(Path root) {
    /** The system tells when a process began to a second or so. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private static final Pattern NODE = Pattern.compile("node-([0-9]{1,3})");

    /** One node's data directory. */
    record Node(int number, Path home) {
        String name() {
            return "node-" + number;
        }

        /** What the process says. */
        Path log() {
            return home.resolve("logs").resolve("node.log");
        }

        /** The process that holds the directory now. One that began after its number was written down is a stranger with the same number. */
        Optional<ProcessHandle> process() {
            return text("run/pid")
                    .filter(pid -> pid.matches("[0-9]{1,18}"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .flatMap(began -> written().map(at -> !began.isAfter(at.plus(CLOCK_SLACK))))
                            .orElse(true));
        }

        private Optional<Instant> written() {
            try {
                return Optional.of(
                        Files.getLastModifiedTime(home.resolve("run/pid")).toInstant());
            } catch (IOException absent) {
                return Optional.empty();
            }
        }

        /** Where the API listens. */
        OptionalInt apiPort() {
            return text("run/ports.json")
                    .map(Pattern.compile("\"api\":([0-9]{1,5})")::matcher)
                    .filter(Matcher::find)
                    .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                    .orElse(OptionalInt.empty());
        }

        private Optional<String> text(String file) {
            try {
                return Optional.of(Files.readString(home.resolve(file), StandardCharsets.US_ASCII)
                        .strip());
            } catch (IOException absent) {
                return Optional.empty();
            }
        }
    }

    /** @throws CliException if there are none */
    List<Node> nodes() {
        try (Stream<Path> entries = Files.list(root)) {
            List<Node> nodes = entries.map(NetworkFolder::node)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparingInt(Node::number))
                    .toList();
            if (!nodes.isEmpty()) {
                return nodes;
            }
        } catch (IOException unreadable) {
            throw missing("cannot read " + root + ": " + unreadable.getMessage());
        }
        throw missing("there is no network in " + root);
    }

    /** Those of these numbers, or all. */
    List<Node> nodes(List<Integer> numbers) {
        List<Node> all = nodes();
        for (int number : numbers) {
            if (all.stream().noneMatch(node -> node.number() == number)) {
                throw CliException.usage(
                        "there is no node-" + number + " in " + root, "there are node-1 to node-" + all.size());
            }
        }
        return numbers.isEmpty()
                ? all
                : all.stream().filter(node -> numbers.contains(node.number())).toList();
    }

    private static Optional<Node> node(Path folder) {
        Matcher name = NODE.matcher(String.valueOf(folder.getFileName()));
        return name.matches() && Files.isDirectory(folder)
                ? Optional.of(new Node(
                        Integer.parseInt(name.group(1)), folder.toAbsolutePath().normalize()))
                : Optional.empty();
    }

    private static CliException missing(String what) {
        return new CliException(
                ExitCode.CONFIG, "NETWORK_MISSING", what, "make one: banyan net create --delegates 4 --dir DIR");
    }
}
