package org.banyan.core.tree;

import java.nio.ByteBuffer;
import org.banyan.types.Bytes;

/**
 * Keys of the tree's records in the chain's store. All begin with the tree's prefix and one byte for their kind; numbers are big-endian, so that records
 * are sorted by version.
 *
 * <pre>
 *   page    1, version (8), level (1), path nibbles packed two a byte
 *   stale   2, version that no longer uses the pages (8), number of the record (4)
 *   root    3, version (8)
 *   latest  4
 * </pre>
 */
final class TreeKeys {
    private static final byte PAGE = 1;
    private static final byte STALE = 2;
    private static final byte ROOT = 3;
    private static final byte LATEST = 4;

    private final byte[] prefix;

    TreeKeys(Bytes prefix) {
        this.prefix = prefix.toArray();
    }

    Bytes page(PageId id) {
        var key = start(PAGE, id.storedBytes());
        id.write(key);
        return finish(key);
    }

    Bytes stale(long since, int number) {
        return finish(start(STALE, 12).putLong(since).putInt(number));
    }

    Bytes stalePrefix() {
        return finish(start(STALE, 0));
    }

    Bytes root(long version) {
        return finish(start(ROOT, 8).putLong(version));
    }

    Bytes rootPrefix() {
        return finish(start(ROOT, 0));
    }

    Bytes latest() {
        return finish(start(LATEST, 0));
    }

    /** The version that the key of a root or of a stale record begins with. */
    long version(Bytes key) {
        return ByteBuffer.wrap(key.readOnlyArray()).getLong(prefix.length + 1);
    }

    private ByteBuffer start(byte kind, int size) {
        return ByteBuffer.allocate(prefix.length + 1 + size).put(prefix).put(kind);
    }

    private static Bytes finish(ByteBuffer key) {
        return Bytes.wrap(key.array());
    }
}
