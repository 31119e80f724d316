package org.banyan.drivers.store.leveldb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is stored: CRC-32C of key and value, 4 bytes big-endian, then the value. It guards the way through the native code and its memory, and
 * a record that came to stand under another key; LevelDB's own checksums guard the files.
 */
final class CheckedRecord {
    private static final int CHECKSUM_BYTES = 4;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private CheckedRecord() {}

    /** Arrays that sealed records are put into one after another: whoever takes one out has copied it before the next is sealed. */
    static final class Seals {
        /** Records up to this size, such as any page of a state tree, share the array of their size: 2 MiB at most in all. */
        private static final int KEPT_BYTES_MAX = 2 << 10;

        private final byte[] @Nullable [] bySize = new byte[KEPT_BYTES_MAX + 1][];
        private final CRC32C checksum = new CRC32C();

        /** Good until the next call. */
        byte[] seal(byte[] key, byte[] value) {
            checksum.reset();
            checksum.update(key, 0, key.length);
            checksum.update(value, 0, value.length);
            return CheckedRecord.seal((int) checksum.getValue(), value, arrayOf(CHECKSUM_BYTES + value.length));
        }

        private byte[] arrayOf(int size) {
            if (size > KEPT_BYTES_MAX) {
                return new byte[size];
            }
            byte[] kept = bySize[size];
            if (kept == null) {
                kept = new byte[size];
                bySize[size] = kept;
            }
            return kept;
        }
    }

    static byte[] seal(byte[] key, byte[] value) {
        return seal(Crc32c.of(key, value, 0, value.length), value, new byte[CHECKSUM_BYTES + value.length]);
    }

    private static byte[] seal(int checksum, byte[] value, byte[] stored) {
        INTS.set(stored, 0, checksum);
        System.arraycopy(value, 0, stored, CHECKSUM_BYTES, value.length);
        return stored;
    }

    /** @throws StoreCorruptException if key and value are not what was sealed */
    static Bytes open(Path directory, byte[] key, byte[] stored) {
        int length = stored.length - CHECKSUM_BYTES;
        if (length < 0 || (int) INTS.get(stored, 0) != Crc32c.of(key, stored, CHECKSUM_BYTES, length)) {
            throw Corruption.of(
                    directory,
                    "the record under key " + Bytes.copyOf(key).toHex() + " (" + stored.length
                            + " bytes) does not match its checksum");
        }
        return Bytes.wrap(Arrays.copyOfRange(stored, CHECKSUM_BYTES, stored.length));
    }
}
