package org.banyan.testkit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLockedException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.PersistentMap.Stored;
import org.banyan.types.Bytes;

/**
 * A device with one key-value store on it: what was written stays after {@link KeyValueStore#close}, and every moment of it can be taken as a new disk.
 *
 * <p>An engine is tested at each write boundary by running it on {@link #recording()} and opening {@link #asOf} for every number of batches, or by
 * {@link #failAfter}; a power cut is {@link #afterPowerCut}, the death of the process {@link #copy}. All versions share their unchanged parts.
 * Thread-safe.
 */
public final class MemoryDisk {
    private final boolean keepsAll;
    /** Versions after each batch; the first is the state before the oldest that is kept. */
    private final List<PersistentMap> versions = new ArrayList<>();

    private volatile PersistentMap current;
    private int syncedBatches;
    private int firstKept;
    private boolean open;
    private long failAtBatch = Long.MAX_VALUE;
    private Failure failure = Failure.BATCH_LOST;

    /** What becomes of the batch whose write fails. */
    public enum Failure {
        /** Nothing of it was written. */
        BATCH_LOST,
        /** It was written, but the caller is told otherwise. */
        BATCH_KEPT
    }

    public MemoryDisk() {
        this(false, PersistentMap.EMPTY);
    }

    private MemoryDisk(boolean keepsAll, PersistentMap content) {
        this.keepsAll = keepsAll;
        current = content;
        versions.add(content);
    }

    /** An empty disk that remembers all its versions, for {@link #asOf}. */
    public static MemoryDisk recording() {
        return new MemoryDisk(true, PersistentMap.EMPTY);
    }

    /** @throws StoreLockedException if the store is open already: close it, or go on with a copy of the disk */
    public synchronized KeyValueStore open() {
        if (open) {
            throw new StoreLockedException(
                    "this memory disk is open already; close its store first or take a copy of the disk");
        }
        open = true;
        return new MemoryKeyValueStore(this);
    }

    /** Batches applied since this disk was made. */
    public synchronized int batches() {
        return firstKept + versions.size() - 1;
    }

    /** Batches that a power cut could take away. */
    public synchronized int unsyncedBatches() {
        return batches() - syncedBatches;
    }

    /** The disk as it is now, as the next process finds it when this one is killed. */
    public synchronized MemoryDisk copy() {
        return new MemoryDisk(keepsAll, current);
    }

    /**
     * The disk after a power cut that let the first {@code unsyncedKept} unsynced batches reach the device.
     *
     * @throws IllegalArgumentException unless {@code unsyncedKept} is between 0 and {@link #unsyncedBatches}
     */
    public synchronized MemoryDisk afterPowerCut(int unsyncedKept) {
        if (unsyncedKept < 0 || unsyncedKept > unsyncedBatches()) {
            throw new IllegalArgumentException(unsyncedKept + " is not between 0 and " + unsyncedBatches());
        }
        return new MemoryDisk(keepsAll, versions.get(syncedBatches + unsyncedKept - firstKept));
    }

    /** The disk after a power cut that lost a random number of the unsynced batches. */
    public synchronized MemoryDisk afterPowerCut(SplittableRandom random) {
        return afterPowerCut(random.nextInt(unsyncedBatches() + 1));
    }

    /**
     * The disk as it was after the first {@code batches} batches.
     *
     * @throws IllegalArgumentException if that version is not there; a {@link #recording} disk has all of them
     */
    public synchronized MemoryDisk asOf(int batches) {
        if (batches < firstKept || batches > batches()) {
            throw new IllegalArgumentException(
                    "versions " + firstKept + " to " + batches() + " are kept, not " + batches);
        }
        return new MemoryDisk(keepsAll, versions.get(batches - firstKept));
    }

    /** Lets {@code batches} more batches pass; the one after them fails, and with it every later call of the open store. */
    public synchronized void failAfter(int batches, Failure failure) {
        failAtBatch = batches() + (long) batches;
        this.failure = failure;
    }

    /**
     * Flips bits in the record of {@code key}: reading it throws {@link StoreCorruptException} until it is written again.
     *
     * @throws IllegalArgumentException if there is no such record
     */
    public synchronized void damage(Bytes key) {
        Stored stored = current.get(key).orElseThrow(() -> new IllegalArgumentException("no record under " + key));
        current = current.put(key, new Stored(stored.value(), true));
        versions.set(versions.size() - 1, current);
    }

    PersistentMap content() {
        return current;
    }

    synchronized void apply(WriteBatch batch, Durability durability) {
        boolean fails = batches() >= failAtBatch;
        if (!fails || failure == Failure.BATCH_KEPT) {
            append(batch);
        }
        if (fails) {
            failAtBatch = Long.MAX_VALUE;
            throw new StoreException("the memory disk failed batch " + (batches() + 1) + " as the test asked");
        }
        if (durability == Durability.SYNCED) {
            syncedBatches = batches();
            if (!keepsAll) {
                versions.clear();
                versions.add(current);
                firstKept = syncedBatches;
            }
        }
    }

    synchronized void released() {
        open = false;
    }

    private void append(WriteBatch batch) {
        PersistentMap next = current;
        for (WriteBatch.Operation operation : batch.operations()) {
            next = operation.value().isPresent()
                    ? next.put(operation.key(), new Stored(operation.value().get(), false))
                    : next.remove(operation.key());
        }
        versions.add(next);
        current = next;
    }
}
