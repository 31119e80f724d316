package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.spi.store.StoreCorruptException;

/**
 * Looks at every file before LevelDB does, which by itself either skips what it cannot read and goes on behind it, or refuses what an interrupted write
 * left behind.
 *
 * <p>All files must be there, with their sizes and sound indexes. In the logs the batches must follow one another. Where they stop doing so, the rest is
 * cut off if it can only be unfinished or unsynced work; if a batch that was synced would go, or if bits changed, the store is not opened.
 */
final class OpeningCheck {
    /** Sequence 8, count 4, then our mark: type 1, key length 1, value length 1, value. */
    private static final int MARK_OFFSET = 12 + 3;

    private static final int HEAD_BYTES = MARK_OFFSET + BatchMark.STORED_BYTES;

    private final Path directory;
    private final boolean closedProperly;
    /** Newest batch found so far, or nothing before the first. */
    private Optional<BatchMark> last = Optional.empty();

    private OpeningCheck(Path directory, boolean closedProperly) {
        this.directory = directory;
        this.closedProperly = closedProperly;
    }

    /**
     * The newest batch in the logs, which the opened store must show, if there is one.
     *
     * @throws StoreCorruptException if anything is damaged or missing
     */
    static Optional<BatchMark> run(Path directory) throws IOException {
        DatabaseFiles files = DatabaseFiles.in(directory);
        boolean closedProperly = CleanMark.isSet(directory);
        Optional<Path> manifestFile = files.manifest(directory);
        if (manifestFile.isEmpty()
                || !closedProperly && UnfinishedCreation.clear(directory, files, manifestFile.get())) {
            return Optional.empty();
        }
        Manifest manifest = Manifest.read(directory, manifestFile.get(), closedProperly);
        for (Map.Entry<Long, Long> table : manifest.tables().entrySet()) {
            Path file = files.tables().get(table.getKey());
            if (file == null) {
                throw Corruption.of(directory, "the table number " + table.getKey() + " is missing");
            }
            TableCheck.check(directory, file, table.getValue());
        }
        if (manifest.logNumber() > 0 && !files.logs().containsKey(manifest.logNumber())) {
            throw Corruption.of(directory, "the log number " + manifest.logNumber() + " is missing");
        }
        OpeningCheck check = new OpeningCheck(directory, closedProperly);
        check.logs(new ArrayList<>(files.logs().tailMap(manifest.logNumber()).values()));
        return check.last;
    }

    private void logs(List<Path> logs) throws IOException {
        for (int index = 0; index < logs.size(); index++) {
            Path log = logs.get(index);
            LogScan scan = LogScan.of(log, HEAD_BYTES);
            Optional<LogScan.Damage> end = follow(log, scan);
            if (end.isPresent()) {
                List<LogScan.Entry> beyond = new ArrayList<>();
                scan.sound().stream()
                        .filter(entry -> entry.start() >= end.get().start())
                        .forEach(beyond::add);
                beyond.addAll(scan.beyond());
                List<Path> later = logs.subList(index + 1, logs.size());
                for (Path next : later) {
                    LogScan nextScan = LogScan.of(next, HEAD_BYTES);
                    beyond.addAll(nextScan.sound());
                    beyond.addAll(nextScan.beyond());
                }
                cut(log, end.get(), beyond, later);
                return;
            }
        }
    }

    /** Follows the batches of one log as far as they go; where they end too early, if they do. */
    private Optional<LogScan.Damage> follow(Path log, LogScan scan) {
        for (LogScan.Entry entry : scan.sound()) {
            BatchMark mark = mark(log, entry);
            if (last.isPresent() && mark.number() != last.get().number() + 1) {
                return Optional.of(new LogScan.Damage(entry.start(), true));
            }
            last = Optional.of(mark);
        }
        return scan.damage();
    }

    private void cut(Path log, LogScan.Damage end, List<LogScan.Entry> beyond, List<Path> later) throws IOException {
        String place = "the log " + log.getFileName() + " at byte " + end.start();
        if (closedProperly || !end.torn()) {
            throw Corruption.of(directory, place + " does not match its checksum");
        }
        long kept = last.map(BatchMark::number).orElse(0L);
        for (LogScan.Entry entry : beyond) {
            BatchMark mark = mark(log, entry);
            if (mark.syncedThrough() > kept) {
                throw Corruption.of(
                        directory,
                        place + " lacks batch " + (kept + 1) + ", which was durable when batch " + mark.number()
                                + " was written");
            }
        }
        DatabaseFiles.cut(log, end.start());
        for (Path next : later) {
            DatabaseFiles.cut(next, 0);
        }
    }

    private BatchMark mark(Path log, LogScan.Entry entry) {
        ByteBuffer head = ByteBuffer.wrap(entry.head()).order(ByteOrder.LITTLE_ENDIAN);
        boolean marked = head.remaining() == HEAD_BYTES
                && head.get(12) == 1
                && head.get(13) == BatchMark.KEY.length
                && head.get(14) == BatchMark.STORED_BYTES;
        if (!marked) {
            throw Corruption.of(
                    directory,
                    "the log " + log.getFileName() + " at byte " + entry.start()
                            + " holds a batch this store did not write");
        }
        byte[] stored = new byte[BatchMark.STORED_BYTES];
        head.position(MARK_OFFSET).get(stored);
        return BatchMark.read(directory, stored);
    }
}
