package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file {@code clean}, there between a proper close and the next opening: it lists the logs with their lengths and checksums, so that
 * nothing changed or missing in them can be taken for an interrupted write.
 */
final class CleanMark {
    static final String FILE = "clean";

    private CleanMark() {}

    static void write(Path directory) throws IOException {
        for (Path log : DatabaseFiles.in(directory).logs().values()) {
            DatabaseFiles.force(log);
        }
        Path draft = directory.resolve(FILE + ".new");
        Files.write(draft, content(directory));
        DatabaseFiles.force(draft);
        Files.move(draft, directory.resolve(FILE), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        DatabaseFiles.force(directory);
    }

    /**
     * Whether the store was closed properly.
     *
     * @throws org.banyan.spi.store.StoreCorruptException if the logs are not as they were then
     */
    static boolean isSet(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        List<String> then = Files.readAllLines(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        List<String> now = content(directory);
        if (!then.equals(now)) {
            throw Corruption.of(directory, "the logs were " + then + " when it was closed but are " + now);
        }
        return true;
    }

    /** To be called before anything is written. */
    static void remove(Path directory) throws IOException {
        if (Files.deleteIfExists(directory.resolve(FILE))) {
            DatabaseFiles.force(directory);
        }
    }

    private static List<String> content(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path log : DatabaseFiles.in(directory).logs().values()) {
            lines.add(log.getFileName() + " " + Files.size(log) + " " + Integer.toHexString(Crc32c.of(log)));
        }
        return lines;
    }
}
