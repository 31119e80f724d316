package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLockedException;
import org.jspecify.annotations.Nullable;

/**
 * Makes this store the one owner of its directory.
 *
 * <p>{@code owner.lock} carries the operating system's lock, which ends with the process; {@code owner} says who holds it. They are two files because
 * closing any handle of a locked file in the owning process lets the lock go; for the same reason a second opening within this process is recognized
 * by {@code owner} before the locked file is touched.
 */
final class DirectoryOwner implements AutoCloseable {
    static final String LOCK_FILE = "owner.lock";
    static final String OWNER_FILE = "owner";

    /** Tells this process from an earlier one with the same number, as every process of a container may have. */
    private static final String PROCESS = ProcessHandle.current().pid() + " " + UUID.randomUUID();

    /** Keeps two openings in one process from racing between looking at {@code owner} and writing it. */
    private static final Object CLAIMING = new Object();

    private final FileChannel locked;
    private final Path owner;

    private DirectoryOwner(FileChannel locked, Path owner) {
        this.locked = locked;
        this.owner = owner;
    }

    /**
     * @throws StoreLockedException if the directory has an owner
     * @throws StoreException if its files cannot be written
     */
    static DirectoryOwner claim(Path directory) {
        synchronized (CLAIMING) {
            try {
                List<String> self = List.of(PROCESS, directory.toRealPath().toString());
                Path owner = directory.resolve(OWNER_FILE);
                if (Files.exists(owner) && Files.readAllLines(owner).equals(self)) {
                    throw new StoreLockedException(
                            "store in " + directory + " is open in this process already; open it once and share it");
                }
                FileChannel channel = FileChannel.open(
                        directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (lock(channel) == null) {
                    channel.close();
                    throw new StoreLockedException("store in " + directory + " is open in " + nameOf(owner)
                            + "; stop that process or use another directory");
                }
                Files.write(owner, self);
                return new DirectoryOwner(channel, owner);
            } catch (IOException failure) {
                throw new StoreException(
                        "store in " + directory + " cannot be claimed; check that this user may write there: "
                                + failure,
                        failure);
            }
        }
    }

    /** Lets the directory go. */
    @Override
    public void close() {
        synchronized (CLAIMING) {
            try (locked) {
                Files.deleteIfExists(owner);
            } catch (IOException failure) {
                throw new StoreException(
                        "the lock of " + owner.getParent() + " cannot be released: " + failure, failure);
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException otherLoader) {
            return null;
        }
    }

    private static String nameOf(Path owner) throws IOException {
        List<String> lines = Files.exists(owner) ? Files.readAllLines(owner) : List.of();
        return lines.isEmpty()
                ? "another process"
                : "process " + lines.getFirst().split(" ", 2)[0];
    }
}
