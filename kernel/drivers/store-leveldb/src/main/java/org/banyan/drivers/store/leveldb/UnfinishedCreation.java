package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database whose power failed while it was made. LevelDB lets {@code CURRENT} name its very first manifest before that manifest is durable; every later one
 * is synced first, and the first opening replaces it before a batch can be written. So an empty first manifest with nothing beside it means that there was
 * never anything to lose, and the database is made anew.
 */
final class UnfinishedCreation {
    private static final String FIRST_MANIFEST = "MANIFEST-000001";

    private UnfinishedCreation() {}

    /** Whether there was such a database; then nothing of it is left in the way. */
    static boolean clear(Path directory, DatabaseFiles files, Path manifest) throws IOException {
        if (!manifest.endsWith(FIRST_MANIFEST) || !files.tables().isEmpty() || holdsRecord(manifest)) {
            return false;
        }
        for (Path log : files.logs().values()) {
            if (holdsRecord(log)) {
                return false;
            }
        }
        // Logs first: without CURRENT they would be taken for those of a database that lost it.
        for (Path log : files.logs().values()) {
            Files.delete(log);
        }
        DatabaseFiles.force(directory);
        Files.delete(directory.resolve("CURRENT"));
        DatabaseFiles.force(directory);
        return true;
    }

    private static boolean holdsRecord(Path file) throws IOException {
        LogScan scan = LogScan.of(file, 0);
        return !scan.sound().isEmpty() || !scan.beyond().isEmpty();
    }
}
