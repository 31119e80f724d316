package org.banyan.drivers.store.leveldb;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.banyan.spi.store.StoreException;

/**
 * Refuses writing while the device is nearly full. Asks the device once per {@link #ASK_EVERY_BYTES} or {@link #ASK_EVERY_BATCHES} written, and before
 * every batch after a refusal. Confined to the writing thread.
 */
final class FreeSpaceFloor {
    static final long ASK_EVERY_BYTES = 4L << 20;
    static final int ASK_EVERY_BATCHES = 32;

    private final Path directory;
    private final long floorBytes;
    private final LongSupplier usableBytes;
    private long writtenSince;
    private int batchesSince = ASK_EVERY_BATCHES;

    FreeSpaceFloor(Path directory, long floorBytes, LongSupplier usableBytes) {
        this.directory = directory;
        this.floorBytes = floorBytes;
        this.usableBytes = usableBytes;
    }

    /** @throws StoreException if there is less room than the floor and {@code batchBytes} need */
    void require(long batchBytes) {
        writtenSince += batchBytes;
        batchesSince++;
        if (writtenSince < ASK_EVERY_BYTES && batchesSince < ASK_EVERY_BATCHES) {
            return;
        }
        batchesSince = ASK_EVERY_BATCHES;
        long usable = usableBytes.getAsLong();
        if (usable - batchBytes < floorBytes) {
            throw new StoreException("store in " + directory + ": the device has " + usable
                    + " free bytes, too few for a batch of " + batchBytes
                    + " above the floor of " + floorBytes
                    + "; free some space, move the directory to a larger device, or prune. Nothing was written.");
        }
        writtenSince = 0;
        batchesSince = 0;
    }
}
