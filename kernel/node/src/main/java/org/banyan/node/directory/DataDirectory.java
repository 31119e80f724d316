package org.banyan.node.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/**
 * A node's data directory, held by one process at a time.
 *
 * <pre>
 * VERSION                    form of this directory
 * config/ keys/ logs/        of the node
 * contracts/                 jars of trusted contracts, development nodes only
 * chains/NAME/genesis.conf   what the chain is
 * chains/NAME/store/         its blocks and state
 * chains/NAME/snapshots/     what others may go on from
 * chains/NAME/signer/        what its producer key signed last
 * run/lock run/pid           who holds the directory
 * run/ports.json             ports of the running process
 * run/last-error.json        why the last run ended, if it was no wish of the operator
 * </pre>
 */
public final class DataDirectory implements AutoCloseable {
    /** Form of the directory itself; stores have schemas of their own. */
    public static final int VERSION = 1;

    private static final String VERSION_FILE = "VERSION";
    private static final int TEXT_BYTES_MAX = 1024;

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes the directory for this process, making what is missing.
     *
     * @throws RefusalException if another process holds it, a newer version made it, or it cannot be written
     */
    public static DataDirectory open(Path root) {
        Path directory = root.toAbsolutePath().normalize();
        requireVersion(directory);
        try {
            for (String part : List.of("config", "keys", "logs", "chains", "run")) {
                Files.createDirectories(directory.resolve(part));
            }
            DataDirectory taken = new DataDirectory(directory, lock(directory));
            taken.begin();
            return taken;
        } catch (IOException failed) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "the data directory " + directory + " cannot be used: " + failed
                            + "; choose another with --dir, or give this user the right to write it",
                    failed);
        }
    }

    private static void requireVersion(Path directory) {
        Path file = directory.resolve(VERSION_FILE);
        if (!Files.exists(file)) {
            return;
        }
        String text = text(file).strip();
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > VERSION) {
            throw new RefusalException(
                    ExitCode.STORE,
                    "the data directory " + directory + " has form '" + text + "', this software knows up to " + VERSION
                            + "; start it with the version that made it, or choose another directory");
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve("run/lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // said below, like a lock of another process
        }
        channel.close();
        throw new RefusalException(
                ExitCode.DIRECTORY_IN_USE,
                "the data directory " + directory + " is in use by process "
                        + text(file).strip() + "; stop that one, or choose another directory with --dir");
    }

    private void begin() throws IOException {
        String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        Files.writeString(run("pid"), pid);
        Files.deleteIfExists(run("ports.json"));
        if (!Files.exists(root.resolve(VERSION_FILE))) {
            Files.writeString(root.resolve(VERSION_FILE), VERSION + "\n");
        }
    }

    public Path root() {
        return root;
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path contracts() {
        return root.resolve("contracts");
    }

    /** Directory of the chain of that name; need not exist. */
    public Path chain(String name) {
        return root.resolve("chains").resolve(name);
    }

    public Path genesis(String chain) {
        return chain(chain).resolve("genesis.conf");
    }

    public Path store(String chain) {
        return chain(chain).resolve("store");
    }

    public Path snapshots(String chain) {
        return chain(chain).resolve("snapshots");
    }

    public Path signer(String chain) {
        return chain(chain).resolve("signer");
    }

    /** What the operator wants the chain's producers to vote for next; there when somebody put it there. */
    public Path election(String chain) {
        return election(root, chain);
    }

    /** The same in the data directory {@code root}, which another process may hold. */
    public static Path election(Path root, String chain) {
        return root.resolve("chains").resolve(chain).resolve("election");
    }

    /** Names of the chains that have a genesis here, sorted. */
    public List<String> chains() {
        try (var entries = Files.list(root.resolve("chains"))) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve("genesis.conf")))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new RefusalException(
                    ExitCode.CONFIG, "cannot list " + root.resolve("chains") + ": " + failed, failed);
        }
    }

    /** Tells other programs where this process listens. */
    public void writePorts(Map<String, Integer> ports) {
        replace(run("ports.json"), Json.line(ports) + "\n");
    }

    /** Leaves word of why the process ends. */
    public void writeLastError(Map<String, ?> error) {
        replace(run("last-error.json"), Json.line(error) + "\n");
    }

    /** Replaces a small file at once, so that readers see the old or the new one. */
    public static void replace(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            try (FileChannel synced = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                synced.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot write " + file + ": " + failed, failed);
        }
    }

    private Path run(String name) {
        return root.resolve("run").resolve(name);
    }

    private static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            return "?";
        }
    }

    /** Lets another process have the directory. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(run("ports.json"));
            Files.deleteIfExists(run("pid"));
            channel.close();
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot release " + root + ": " + failed, failed);
        }
    }
}
