package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.banyan.spi.store.StoreException;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.ReadOptions;

/** The steps of opening a store, in order: claim the directory, see that there is room, look at the files, let LevelDB replay, compare. */
final class Opening {
    private Opening() {}

    static LevelDbKeyValueStore open(Path directory, LevelDbOptions options, LongSupplier usableBytes) {
        return open(directory, options, usableBytes, UnaryOperator.identity());
    }

    /** Every call of the store goes to {@code faults} of the database, which a test may let fail. */
    static LevelDbKeyValueStore open(
            Path directory, LevelDbOptions options, LongSupplier usableBytes, UnaryOperator<DB> faults) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw unopened(directory, failure);
        }
        DirectoryOwner owner = DirectoryOwner.claim(directory);
        try {
            return opened(directory, options, usableBytes, owner, faults);
        } catch (IOException failure) {
            release(owner, failure);
            throw unopened(directory, failure);
        } catch (RuntimeException | Error failure) {
            release(owner, failure);
            throw failure;
        }
    }

    private static LevelDbKeyValueStore opened(
            Path directory,
            LevelDbOptions options,
            LongSupplier usableBytes,
            DirectoryOwner owner,
            UnaryOperator<DB> faults)
            throws IOException {
        FreeSpaceFloor floor = new FreeSpaceFloor(directory, options.freeSpaceFloorBytes(), usableBytes);
        floor.require(0);
        NativeLibrary.load(directory);
        Optional<BatchMark> inLogs = OpeningCheck.run(directory);
        CleanMark.remove(directory);
        DB db = JniDBFactory.factory.open(directory.toFile(), nativeOptions(options));
        try {
            DatabaseFiles.force(directory);
            BatchMark newest = newest(directory, db);
            if (inLogs.isPresent() && inLogs.get().number() != newest.number()) {
                throw Corruption.of(
                        directory,
                        "its newest batch is " + newest.number() + " but the log ends with "
                                + inLogs.get().number());
            }
            // Replaying has made a durable table of all there was in the logs.
            BatchMark durable = new BatchMark(newest.number(), newest.number());
            LogDurability logs = new LogDurability(directory, options.writeBufferBytes(), DatabaseFiles::force);
            return new LevelDbKeyValueStore(directory, faults.apply(db), owner, floor, logs, durable);
        } catch (IOException | RuntimeException failure) {
            db.close();
            throw failure;
        }
    }

    private static BatchMark newest(Path directory, DB db) throws IOException {
        try {
            byte[] mark = db.get(BatchMark.KEY, new ReadOptions().verifyChecksums(true));
            if (mark != null) {
                return BatchMark.read(directory, mark);
            }
            try (DBIterator iterator = db.iterator(new ReadOptions().verifyChecksums(true))) {
                iterator.seek(BatchMark.KEY);
                if (iterator.hasNext()) {
                    throw new StoreException("the LevelDB database in " + directory
                            + " was not written by this store; use an empty directory");
                }
            }
            return BatchMark.NONE;
        } catch (DBException unreadable) {
            throw Corruption.of(directory, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static Options nativeOptions(LevelDbOptions options) {
        return new Options()
                .createIfMissing(true)
                .paranoidChecks(true)
                .verifyChecksums(true)
                .writeBufferSize(options.writeBufferBytes())
                .cacheSize(options.cacheBytes())
                .blockSize(options.blockBytes())
                .maxOpenFiles(options.openFilesMax())
                .compressionType(
                        switch (options.compression()) {
                            case NONE -> CompressionType.NONE;
                            case SNAPPY -> CompressionType.SNAPPY;
                        });
    }

    private static StoreException unopened(Path directory, IOException failure) {
        String words = String.valueOf(failure.getMessage());
        return words.contains("orrupt")
                ? Corruption.of(directory, words, failure)
                : new StoreException(
                        "store in " + directory + " cannot be opened; check the directory and its device: " + failure,
                        failure);
    }

    private static void release(DirectoryOwner owner, Throwable because) {
        try {
            owner.close();
        } catch (StoreException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }
}
