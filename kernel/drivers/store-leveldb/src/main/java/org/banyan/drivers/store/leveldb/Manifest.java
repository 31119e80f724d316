package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files a LevelDB manifest says the database consists of.
 *
 * @param tables size of each live table by its number
 * @param logNumber the oldest log to replay
 */
record Manifest(SortedMap<Long, Long> tables, long logNumber) {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int COMPACT_POINTER = 5;
    private static final int DELETED_FILE = 6;
    private static final int NEW_FILE = 7;
    private static final int PREVIOUS_LOG = 9;

    /**
     * Reads the manifest, cutting off a last edit that was being written when the process or the power went: LevelDB acts on an edit only once it is
     * durable.
     *
     * @throws org.banyan.spi.store.StoreCorruptException if it is damaged
     */
    static Manifest read(Path directory, Path file, boolean closedProperly) throws IOException {
        LogScan scan = LogScan.of(file, Integer.MAX_VALUE);
        if (scan.damage().isPresent()) {
            LogScan.Damage damage = scan.damage().get();
            if (closedProperly
                    || !damage.torn()
                    || !scan.beyond().isEmpty()
                    || scan.sound().isEmpty()) {
                throw Corruption.of(
                        directory, "the file " + file.getFileName() + " is unreadable at byte " + damage.start());
            }
            DatabaseFiles.cut(file, damage.start());
        }
        Builder builder = new Builder();
        try {
            scan.sound().forEach(edit -> builder.apply(ByteBuffer.wrap(edit.head())));
        } catch (RuntimeException malformed) {
            throw Corruption.of(directory, "the file " + file.getFileName() + " is not a manifest", malformed);
        }
        return new Manifest(builder.tables, builder.logNumber);
    }

    private static final class Builder {
        private final SortedMap<Long, Long> tables = new TreeMap<>();
        private long logNumber;

        void apply(ByteBuffer edit) {
            while (edit.hasRemaining()) {
                int tag = (int) varint(edit);
                switch (tag) {
                    case COMPARATOR -> skipBytes(edit);
                    case LOG_NUMBER -> logNumber = varint(edit);
                    case NEXT_FILE, LAST_SEQUENCE, PREVIOUS_LOG -> varint(edit);
                    case COMPACT_POINTER -> {
                        varint(edit);
                        skipBytes(edit);
                    }
                    case DELETED_FILE -> {
                        varint(edit);
                        tables.remove(varint(edit));
                    }
                    case NEW_FILE -> {
                        varint(edit);
                        long number = varint(edit);
                        tables.put(number, varint(edit));
                        skipBytes(edit);
                        skipBytes(edit);
                    }
                    default -> throw new IllegalArgumentException("unknown tag " + tag);
                }
            }
        }

        private static void skipBytes(ByteBuffer edit) {
            int length = Math.toIntExact(varint(edit));
            edit.position(edit.position() + length);
        }
    }

    static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than 64 bits");
    }
}
