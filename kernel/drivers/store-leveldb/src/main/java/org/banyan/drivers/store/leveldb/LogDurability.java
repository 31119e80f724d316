package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Makes good what LevelDB leaves out when it goes on to a new log: it syncs only the newest one, so buffered batches in an older log could be lost
 * although a later batch was synced, and it does not make the new file's name durable. Confined to the writing thread.
 */
final class LogDurability {
    /** More than LevelDB adds to an operation in memory: sequence, lengths, list node, our checksum. */
    private static final int OPERATION_BYTES_MAX = 256;

    private final Path directory;
    private final long writeBufferBytes;
    private final Force force;
    private long newestLog = -1;
    /** At least what may be in LevelDB's write buffer. A new log cannot begin before this reaches the size of the buffer. */
    private long bufferedBytesMax;

    private long writtenSinceLook;

    /** Makes a file or a list of names durable. */
    interface Force {
        void on(Path file) throws IOException;
    }

    LogDurability(Path directory, long writeBufferBytes, Force force) {
        this.directory = directory;
        this.writeBufferBytes = writeBufferBytes;
        this.force = force;
        bufferedBytesMax = writeBufferBytes;
    }

    void written(long batchBytes, int operations) {
        long bytes = 2 * batchBytes
                + (long) operations * OPERATION_BYTES_MAX; // memory is taken in blocks, at worst half used
        bufferedBytesMax += bytes;
        writtenSinceLook += bytes;
    }

    /** To be called after a synced batch, whose own log is durable, before it is acknowledged. */
    void complete() throws IOException {
        if (bufferedBytesMax < writeBufferBytes) {
            return;
        }
        DatabaseFiles files = DatabaseFiles.in(directory);
        if (!files.logs().isEmpty() && files.logs().lastKey() != newestLog) {
            for (Path older : files.logs().headMap(files.logs().lastKey()).values()) {
                forceIfThere(older);
            }
            force.on(directory);
            newestLog = files.logs().lastKey();
            bufferedBytesMax = writtenSinceLook;
        }
        writtenSinceLook = 0;
    }

    private void forceIfThere(Path log) throws IOException {
        try {
            force.on(log);
        } catch (NoSuchFileException turnedIntoTable) {
            // LevelDB removes a log only when its batches are durable in a table.
            return;
        }
    }
}
