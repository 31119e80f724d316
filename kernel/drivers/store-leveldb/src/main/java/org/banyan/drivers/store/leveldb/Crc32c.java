package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The two forms of CRC-32C in a store: plain for our records, masked for LevelDB's. */
final class Crc32c {
    private Crc32c() {}

    /** Over both parts, one after the other. */
    static int of(byte[] first, byte[] second, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(first, 0, first.length);
        crc.update(second, from, length);
        return (int) crc.getValue();
    }

    /** Over a whole file. */
    static int of(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] part = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                crc.update(part, 0, length);
            }
        }
        return (int) crc.getValue();
    }

    /** LevelDB stores checksums rotated and shifted, so that a checksum over data with checksums in it stays sound. */
    static int maskedOf(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        int plain = (int) crc.getValue();
        return ((plain >>> 15) | (plain << 17)) + 0xa282ead8;
    }
}
