package org.banyan.drivers.store.leveldb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file in LevelDB's log form holds: blocks of 32 KiB with fragments {masked checksum 4, length 2, type 1, bytes}, little-endian, zeros behind
 * the last one. Logs of batches and manifests have this form.
 *
 * @param sound records before the first damage
 * @param damage the first place that is not as it was written
 * @param beyond records that are whole again behind the damage
 */
record LogScan(List<Entry> sound, Optional<Damage> damage, List<Entry> beyond) {
    /** A record, with as many of its first bytes as were asked for. */
    record Entry(long start, byte[] head) {}

    /**
     * Where the file stops making sense.
     *
     * @param start of the record that is damaged
     * @param torn whether bytes that were never written explain it: the file ends there, or zeros stand where bytes are missing. Otherwise bits changed.
     */
    record Damage(long start, boolean torn) {}

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    /** Zeros in a row that tell missing bytes from changed ones; shorter runs are common in data. */
    private static final int MISSING_RUN_BYTES = 8;

    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;

    static LogScan of(Path file, int headBytesMax) throws IOException {
        Reader reader = new Reader(headBytesMax);
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] block = in.readNBytes(BLOCK_BYTES); block.length > 0; block = in.readNBytes(BLOCK_BYTES)) {
                reader.block(block);
            }
        }
        return reader.result();
    }

    private static final class Reader {
        private final int headBytesMax;
        private final List<Entry> sound = new ArrayList<>();
        private final List<Entry> beyond = new ArrayList<>();
        private Optional<Damage> damage = Optional.empty();
        private long blockStart;
        /** Where the record starts whose fragments are being read, or -1. */
        private long recordStart = -1;

        private ByteArrayOutputStream head = new ByteArrayOutputStream();
        /** Where zeros began, or -1; only zeros may follow. */
        private long zerosStart = -1;

        Reader(int headBytesMax) {
            this.headBytesMax = headBytesMax;
        }

        LogScan result() {
            if (recordStart >= 0) {
                damaged(recordStart, true);
            }
            return new LogScan(sound, damage, beyond);
        }

        void block(byte[] block) {
            int at = 0;
            while (at + HEADER_BYTES <= block.length) {
                if (isZero(block, at, block.length)) {
                    zeros(blockStart + at);
                    at = block.length;
                } else if (isSound(block, at)) {
                    fragment(block, at);
                    at = endOf(block, at);
                } else {
                    damaged(blockStart + at, looksTorn(block, at));
                    int end = endOf(block, at);
                    at = nextSound(block, end <= block.length ? end : at + 1);
                }
            }
            if (block.length < BLOCK_BYTES && !isZero(block, Math.min(at, block.length), block.length)) {
                damaged(blockStart + at, true);
            }
            blockStart += block.length;
        }

        private void zeros(long start) {
            if (recordStart >= 0) {
                damaged(start, true);
            }
            if (zerosStart < 0) {
                zerosStart = start;
            }
        }

        private void fragment(byte[] block, int at) {
            long start = blockStart + at;
            if (zerosStart >= 0) {
                damaged(zerosStart, true);
            }
            int type = block[at + HEADER_BYTES - 1];
            boolean opens = type == FULL || type == FIRST;
            if (opens != (recordStart < 0)) {
                damaged(start, false);
            }
            if (opens) {
                recordStart = start;
                head = new ByteArrayOutputStream();
            }
            if (recordStart >= 0) {
                int length = endOf(block, at) - at - HEADER_BYTES;
                head.write(block, at + HEADER_BYTES, Math.min(length, headBytesMax - head.size()));
                if (type == FULL || type == LAST) {
                    (damage.isEmpty() ? sound : beyond).add(new Entry(recordStart, head.toByteArray()));
                    recordStart = -1;
                }
            }
        }

        /** Ends the record that {@code start} is in; only the first damage is kept. */
        private void damaged(long start, boolean torn) {
            if (damage.isEmpty()) {
                damage = Optional.of(new Damage(recordStart >= 0 ? recordStart : start, torn));
            }
            recordStart = -1;
        }

        private static boolean looksTorn(byte[] block, int at) {
            int end = endOf(block, at);
            if (end > block.length && block.length < BLOCK_BYTES) {
                return true;
            }
            int needed = Math.min(MISSING_RUN_BYTES, end - at - HEADER_BYTES);
            int run = 0;
            for (int index = at; index < Math.min(end, block.length) && run < needed; index++) {
                run = block[index] == 0 ? run + 1 : 0;
            }
            return run >= needed;
        }

        /** Where the next fragment stands that matches its checksum, or the end of the block. */
        private static int nextSound(byte[] block, int from) {
            int at = from;
            while (at + HEADER_BYTES <= block.length && !isSound(block, at)) {
                at++;
            }
            return at + HEADER_BYTES <= block.length ? at : block.length;
        }

        private static boolean isSound(byte[] block, int at) {
            int type = block[at + HEADER_BYTES - 1];
            int end = endOf(block, at);
            return type >= FULL
                    && type <= LAST
                    && end <= block.length
                    && ByteBuffer.wrap(block, at, 4)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt()
                            == Crc32c.maskedOf(block, at + HEADER_BYTES - 1, end - at - HEADER_BYTES + 1);
        }

        private static int endOf(byte[] block, int at) {
            return at + HEADER_BYTES + (block[at + 4] & 0xff) + ((block[at + 5] & 0xff) << 8);
        }

        private static boolean isZero(byte[] bytes, int from, int to) {
            for (int index = from; index < to; index++) {
                if (bytes[index] != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
