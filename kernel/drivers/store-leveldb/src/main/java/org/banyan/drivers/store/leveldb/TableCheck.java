package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Looks at a table's size, footer and index on opening. LevelDB does not check the index's checksum, and a changed index makes keys vanish without a
 * word; data blocks are checked when they are read. A table may be followed by zeros: LevelDB trims it after making it durable.
 */
final class TableCheck {
    private static final int FOOTER_BYTES = 48;
    private static final long MAGIC = 0xdb4775248b80fb57L;
    private static final int TRAILER_BYTES = 5;
    /** An index entry takes about 1 % of its block; tables have a few MiB, or little more than the largest value. */
    private static final int INDEX_BYTES_MAX = 256 << 20;

    private TableCheck() {}

    /** @throws org.banyan.spi.store.StoreCorruptException if the table is not as it was written */
    static void check(Path directory, Path table, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(table)) {
            if (channel.size() < size || size < FOOTER_BYTES) {
                throw damaged(directory, table, "has " + channel.size() + " bytes instead of " + size);
            }
            ByteBuffer footer = read(channel, size - FOOTER_BYTES, FOOTER_BYTES);
            if (footer.getLong(FOOTER_BYTES - 8) != MAGIC) {
                throw damaged(directory, table, "does not end like a table");
            }
            checkBlock(directory, table, channel, footer);
            checkBlock(directory, table, channel, footer);
        }
    }

    /** The block whose handle comes next in the footer: first the list of other blocks, then the index. */
    private static void checkBlock(Path directory, Path table, FileChannel channel, ByteBuffer footer)
            throws IOException {
        long offset = Manifest.varint(footer);
        long length = Manifest.varint(footer);
        if (offset < 0 || length < 0 || length > INDEX_BYTES_MAX || offset > channel.size() - length - TRAILER_BYTES) {
            throw damaged(directory, table, "has a damaged footer");
        }
        ByteBuffer block = read(channel, offset, (int) length + TRAILER_BYTES);
        if (block.getInt((int) length + 1) != Crc32c.maskedOf(block.array(), 0, (int) length + 1)) {
            throw damaged(directory, table, "has a damaged index");
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            // reads on until the part is whole
        }
        return bytes.flip().limit(length);
    }

    private static RuntimeException damaged(Path directory, Path table, String what) {
        return Corruption.of(directory, "the table " + table.getFileName() + " " + what);
    }
}
