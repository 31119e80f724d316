package org.banyan.drivers.store.leveldb;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLimits;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.ReadOptions;
import org.iq80.leveldb.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * {@link KeyValueStore} on LevelDB through JNI.
 *
 * <p>The native library ends the whole process when it is called on a closed database. So every native call holds the read side of the life lock, {@link
 * #close} the write side; iterators are freed by {@code close} and never touched again. After a failed write every call is refused, for LevelDB would go
 * on with a log whose end nobody knows. Thread-safe; writers take turns.
 */
public final class LevelDbKeyValueStore implements KeyValueStore {
    /** Cursors open at once; each holds tables and memory outside the heap. */
    static final int CURSORS_MAX = 4096;

    private static final int COPY_BYTES = 256 << 10;

    private static final Bytes FIRST_KEY = Bytes.fromHex("00");

    private final Path directory;
    private final DB db;
    private final DirectoryOwner owner;
    private final FreeSpaceFloor floor;
    private final LogDurability logs;
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<LevelDbCursor> cursors = ConcurrentHashMap.newKeySet();

    /** Used under {@link #writing}. */
    private final CheckedRecord.Seals seals = new CheckedRecord.Seals();

    /** Written under the write side of {@link #life}. */
    private boolean closed;

    /** Written under {@link #writing}. */
    private BatchMark newest;

    private volatile @Nullable StoreException writeFailure;

    LevelDbKeyValueStore(
            Path directory, DB db, DirectoryOwner owner, FreeSpaceFloor floor, LogDurability logs, BatchMark newest) {
        this.directory = directory;
        this.db = db;
        this.owner = owner;
        this.floor = floor;
        this.logs = logs;
        this.newest = newest;
    }

    /**
     * Opens or creates the store in {@code directory} after looking at all its files.
     *
     * @throws org.banyan.spi.store.StoreLockedException if it is open already, here or in another process
     * @throws org.banyan.spi.store.StoreCorruptException if a file is damaged or missing
     * @throws StoreException if it cannot be opened for another reason
     */
    public static LevelDbKeyValueStore open(Path directory, LevelDbOptions options) {
        return Opening.open(directory, options, () -> usableBytes(directory));
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        StoreLimits.requireKey(key);
        byte[] name = key.readOnlyArray();
        return reading(() -> {
            byte[] stored = db.get(name, checked());
            return stored == null ? Optional.<Bytes>empty() : Optional.of(opened(name, stored));
        });
    }

    @Override
    public Cursor scan(Bytes prefix, Bytes from) {
        StoreLimits.requireBound(prefix);
        StoreLimits.requireBound(from);
        Bytes later = from.compareTo(prefix) > 0 ? from : prefix;
        Bytes start = later.isEmpty() ? FIRST_KEY : later;
        return reading(() -> {
            if (cursors.size() >= CURSORS_MAX) {
                throw new StoreException("store in " + directory + " has " + CURSORS_MAX
                        + " open cursors; close each when done with it");
            }
            DBIterator iterator = db.iterator(checked().fillCache(false));
            LevelDbCursor cursor = new LevelDbCursor(this, iterator, prefix);
            try {
                iterator.seek(start.readOnlyArray());
            } catch (RuntimeException unreadable) {
                cursor.release();
                throw unreadable;
            }
            cursors.add(cursor);
            return cursor;
        });
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        life.readLock().lock();
        writing.lock();
        try {
            requireUsable();
            boolean nothingToSync = durability == Durability.BUFFERED || newest.syncedThrough() == newest.number();
            if (batch.isEmpty() && nothingToSync) {
                return;
            }
            floor.require(batch.sizeBytes());
            apply(batch, durability == Durability.SYNCED);
        } finally {
            writing.unlock();
            life.readLock().unlock();
        }
    }

    private void apply(WriteBatch batch, boolean synced) {
        BatchMark mark = new BatchMark(newest.number() + 1, newest.syncedThrough());
        // Keys and values pass through memory outside the heap: cut from large pieces instead of allocated one by one.
        JniDBFactory.pushMemoryPool(COPY_BYTES);
        try (org.iq80.leveldb.WriteBatch nativeBatch = db.createWriteBatch()) {
            nativeBatch.put(BatchMark.KEY, mark.sealed());
            for (WriteBatch.Operation operation : batch.operations()) {
                byte[] key = operation.key().readOnlyArray();
                if (operation.value().isPresent()) {
                    // Copied by the binding before it returns.
                    nativeBatch.put(key, seals.seal(key, operation.value().get().readOnlyArray()));
                } else {
                    nativeBatch.delete(key);
                }
            }
            db.write(nativeBatch, new WriteOptions().sync(synced));
            logs.written(batch.sizeBytes(), batch.operations().size() + 1);
            if (synced) {
                logs.complete();
            }
        } catch (IOException | RuntimeException failure) {
            StoreException failed = new StoreException(
                    "store in " + directory + ": writing batch " + mark.number() + " of " + batch.sizeBytes()
                            + " bytes failed, and what reached the device is unknown; check the device, then stop the process and start it"
                            + " again: " + failure.getMessage(),
                    failure);
            writeFailure = failed;
            throw failed;
        } finally {
            JniDBFactory.popMemoryPool();
        }
        newest = synced ? new BatchMark(mark.number(), mark.number()) : mark;
    }

    @Override
    public long sizeBytes() {
        return reading(() -> {
            long size = 0;
            File[] files = directory.toFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                size += file.length();
            }
            return size;
        });
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            cursors.forEach(LevelDbCursor::release);
            cursors.clear();
            try (owner) {
                db.close();
                if (writeFailure == null) {
                    CleanMark.write(directory);
                }
            }
        } catch (IOException failure) {
            throw new StoreException("store in " + directory + " cannot be closed properly: " + failure, failure);
        } finally {
            life.writeLock().unlock();
        }
    }

    /** Runs {@code work}, which may call the native library, unless the store is closed or failed. */
    <T> T reading(Supplier<T> work) {
        life.readLock().lock();
        try {
            requireUsable();
            return work.get();
        } catch (StoreException ours) {
            throw ours;
        } catch (RuntimeException failure) {
            throw translated(failure);
        } finally {
            life.readLock().unlock();
        }
    }

    Bytes opened(byte[] key, byte[] stored) {
        return CheckedRecord.open(directory, key, stored);
    }

    void release(LevelDbCursor cursor) {
        life.readLock().lock();
        try {
            if (cursors.remove(cursor)) {
                cursor.release();
            }
        } finally {
            life.readLock().unlock();
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new StoreException("store in " + directory + " is closed");
        }
        StoreException failure = writeFailure;
        if (failure != null) {
            throw new StoreException(
                    "store in " + directory + ": an earlier write failed; stop the process and start it again",
                    failure);
        }
    }

    /** LevelDB's errors come as one type, an iterator's wrapped in another; the words tell damage from a failing device. */
    private StoreException translated(RuntimeException failure) {
        Throwable cause = failure instanceof DBException || failure.getCause() == null ? failure : failure.getCause();
        if (!(cause instanceof IOException) && !(cause instanceof DBException)) {
            throw failure;
        }
        String words = String.valueOf(cause.getMessage());
        return words.contains("orrupt") || words.contains("checksum") || words.contains("bad ")
                ? Corruption.of(directory, words, failure)
                : new StoreException("store in " + directory + " cannot be read; check the device: " + words, failure);
    }

    private static ReadOptions checked() {
        return new ReadOptions().verifyChecksums(true);
    }

    private static long usableBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException failure) {
            throw new StoreException(
                    "store in " + directory + ": the free space of its device cannot be read: " + failure, failure);
        }
    }
}
