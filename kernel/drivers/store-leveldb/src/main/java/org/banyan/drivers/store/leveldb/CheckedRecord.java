package org.banyan.drivers.store.leveldb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.Bytes;

/**
 * A value as it is stored: CRC-32C of key and value, 4 bytes big-endian, then the value. It guards the way through the native code and its memory, and
 * a record that came to stand under another key; LevelDB's own checksums guard the files.
 */
final class CheckedRecord {
    private static final int CHECKSUM_BYTES = 4;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private CheckedRecord() {}

    static byte[] seal(byte[] key, byte[] value) {
        byte[] stored = new byte[CHECKSUM_BYTES + value.length];
        INTS.set(stored, 0, Crc32c.of(key, value, 0, value.length));
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
