package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes good what LevelDB leaves out when it goes on to a new log: it syncs only the newest one, so buffered batches in an older log could be lost
 * although a later batch was synced, and it does not make the new file's name durable. Confined to the writing thread.
 */
final class LogDurability {
    /** More than LevelDB adds to an operation in memory: sequence, lengths and the tallest list node. */
    private static final int OPERATION_BYTES_MAX = 160;

    private final Path directory;
    private final long writeBufferBytes;
    private long newestLog = -1;
    /** At least what may be in LevelDB's write buffer. A new log cannot begin before this reaches the size of the buffer. */
    private long bufferedBytesMax;

    LogDurability(Path directory, long writeBufferBytes) {
        this.directory = directory;
        this.writeBufferBytes = writeBufferBytes;
        bufferedBytesMax = writeBufferBytes;
    }

    void written(long batchBytes, int operations) {
        bufferedBytesMax += batchBytes + (long) operations * OPERATION_BYTES_MAX;
    }

    /** To be called after a synced batch, whose own log is durable, before it is acknowledged. */
    void complete() throws IOException {
        if (bufferedBytesMax < writeBufferBytes) {
            return;
        }
        DatabaseFiles files = DatabaseFiles.in(directory);
        if (!files.logs().isEmpty() && files.logs().lastKey() != newestLog) {
            for (Path older : files.logs().headMap(files.logs().lastKey()).values()) {
                force(older);
            }
            DatabaseFiles.force(directory);
            newestLog = files.logs().lastKey();
            bufferedBytesMax = 0;
        }
    }

    private static void force(Path log) throws IOException {
        try {
            DatabaseFiles.force(log);
        } catch (java.nio.file.NoSuchFileException turnedIntoTable) {
            // LevelDB removes a log only when its batches are durable in a table
        }
    }
}
