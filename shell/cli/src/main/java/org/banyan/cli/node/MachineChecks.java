package org.banyan.cli.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.banyan.drivers.crypto.StandardCryptoSuites;

/** What a node needs of the machine it runs on. */
final class MachineChecks {
    static final int JAVA_MIN = 21;
    static final long FREE_BYTES_MIN = 2L << 30;
    static final long FILES_MIN = 4096;
    static final long SYNC_MILLIS_MAX = 50;

    private static final int SYNCS = 8;
    private static final int SYNC_BYTES = 64 * 1024;

    private MachineChecks() {}

    static List<Finding> all(Path directory) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(Finding.ok("cryptography", new StandardCryptoSuites().describe()));
        openFiles().ifPresent(findings::add);
        Path existing = existing(directory);
        findings.add(freeSpace(existing));
        findings.add(diskSync(existing));
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String found = Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return version >= JAVA_MIN
                ? Finding.ok("java", found)
                : Finding.failed("java", found, "install a Java runtime of " + JAVA_MIN + " or newer");
    }

    /** Soft limit of open files as Linux tells it; other systems say nothing. */
    private static Optional<Finding> openFiles() {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.isReadable(limits)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(limits)) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line ->
                            line.substring("Max open files".length()).strip().split("\\s+")[0])
                    .findFirst()
                    .map(MachineChecks::openFiles);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static Finding openFiles(String soft) {
        boolean enough = soft.equals("unlimited") || Long.parseLong(soft) >= FILES_MIN;
        return enough
                ? Finding.ok("open files", soft)
                : Finding.warning("open files", soft, "raise it: ulimit -n 65536");
    }

    private static Path existing(Path directory) {
        Path path = directory;
        while (!Files.isDirectory(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static Finding freeSpace(Path directory) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            String found = String.format(Locale.ROOT, "%.1f GiB free in %s", free / (double) (1L << 30), directory);
            return free >= FREE_BYTES_MIN
                    ? Finding.ok("disk space", found)
                    : Finding.failed("disk space", found, "free at least 2 GiB, or choose another --dir");
        } catch (IOException unreadable) {
            return Finding.failed("disk space", "unknown: " + unreadable.getMessage(), "choose another --dir");
        }
    }

    /** A node writes one synced batch a block. */
    private static Finding diskSync(Path directory) {
        Path file =
                directory.resolve(".banyan-doctor-" + ProcessHandle.current().pid());
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer block = ByteBuffer.allocate(SYNC_BYTES);
            long started = System.nanoTime();
            for (int i = 0; i < SYNCS; i++) {
                channel.write(block.clear());
                channel.force(true);
            }
            double millis = (System.nanoTime() - started) / 1e6 / SYNCS;
            String found = String.format(Locale.ROOT, "%.1f ms a synced write of 64 KiB", millis);
            return millis <= SYNC_MILLIS_MAX
                    ? Finding.ok("disk speed", found)
                    : Finding.warning("disk speed", found, "blocks need about one such write each: use a faster disk");
        } catch (IOException failed) {
            return Finding.failed(
                    "disk speed",
                    "cannot write in " + directory + ": " + failed.getMessage(),
                    "give a directory that this user may write: --dir DIR");
        }
    }
}
