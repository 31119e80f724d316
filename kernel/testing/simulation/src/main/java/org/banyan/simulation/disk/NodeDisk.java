package org.banyan.simulation.disk;

import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;

/**
 * The device under one node's store, with the faults that the store's rules allow: unsynced batches may go from the end (STORE-12), a write may fail and be
 * there or not (STORE-14), records may rot and are then reported (STORE-15), and the device may be full (STORE-18).
 *
 * <p>Confined to one thread.
 */
public final class NodeDisk {
    private MemoryDisk disk = new MemoryDisk();
    private boolean full;
    private boolean rotten;

    /** The store of the next process. */
    public KeyValueStore open() {
        return new Device(disk.open());
    }

    /** The process dies; what it wrote stays with the operating system. */
    public void processDied() {
        disk = disk.copy();
    }

    /** Power goes: any number of the newest unsynced batches is lost, the torn one among them. */
    public void powerCut(SplittableRandom random) {
        disk = disk.afterPowerCut(random);
    }

    /** The next write but {@code batches} fails; whether it reached the device is drawn. */
    public void failAfter(int batches, SplittableRandom random) {
        disk.failAfter(batches, random.nextBoolean() ? MemoryDisk.Failure.BATCH_LOST : MemoryDisk.Failure.BATCH_KEPT);
    }

    /** Refuses every write until {@link #freed}. */
    public void fill() {
        full = true;
    }

    public void freed() {
        full = false;
    }

    /** No write is going to fail any more; what rotted stays so. */
    public void mended() {
        full = false;
        disk.failAfter(Integer.MAX_VALUE, MemoryDisk.Failure.BATCH_LOST);
    }

    /** Bits of one record flip, unnoticed until it is read. */
    public void rot(SplittableRandom random) {
        MemoryDisk looked = disk.copy();
        try (KeyValueStore store = looked.open()) {
            byte[] from = new byte[4];
            random.nextBytes(from);
            // the kinds of a chain's records: blocks, receipts, effects, witnesses, pointers, history, pages, state
            from[0] = (byte) "BRXWHCTNSUMP".charAt(random.nextInt(12));
            record(store, Bytes.wrap(from)).ifPresent(key -> {
                disk.damage(key);
                rotten = true;
            });
        }
    }

    private static Optional<Bytes> record(KeyValueStore store, Bytes from) {
        try (KeyValueStore.Cursor cursor = store.scan(Bytes.EMPTY, from)) {
            return cursor.next().map(KeyValueStore.Entry::key);
        } catch (StoreException rottenAlready) {
            return Optional.empty();
        }
    }

    /** Whether bits ever flipped on this device. */
    public boolean isRotten() {
        return rotten;
    }

    public boolean isFull() {
        return full;
    }

    /** The operator puts an empty device in. */
    public void replace() {
        disk = new MemoryDisk();
        full = false;
        rotten = false;
    }

    private final class Device implements KeyValueStore {
        private final KeyValueStore store;

        Device(KeyValueStore store) {
            this.store = store;
        }

        @Override
        public Optional<Bytes> get(Bytes key) {
            return store.get(key);
        }

        @Override
        public Cursor scan(Bytes prefix, Bytes from) {
            return store.scan(prefix, from);
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            if (full) {
                throw new StoreException("the simulated device is full; free some space and restart the node");
            }
            store.write(batch, durability);
        }

        @Override
        public long sizeBytes() {
            return store.sizeBytes();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
