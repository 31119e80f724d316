package org.banyan.core.tree;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.banyan.types.Hash;

/**
 * Names a page: the version that made it, and its place: the first {@code level} nibbles of {@code path}. The nibbles after them mean nothing, so any key
 * below the page can be the path.
 */
record PageId(long version, int level, Hash path) {
    /** The order of their keys in the store, given that what follows the path in the hash follows the path in order. */
    static final Comparator<PageId> ORDER = Comparator.comparingLong(PageId::version)
            .thenComparingInt(PageId::level)
            .thenComparing(PageId::path);

    private static final Hash ZERO = new Hash(0, 0, 0, 0);

    /** The root's page. */
    static PageId ofRoot(long version) {
        return new PageId(version, 0, ZERO);
    }

    /** The page behind slot {@code nibble} of this one. */
    PageId child(long version, int nibble) {
        return new PageId(version, level + 1, withNibble(path, level, nibble));
    }

    int storedBytes() {
        return 8 + 1 + (level + 1) / 2;
    }

    /** Version (8), level (1), path nibbles packed two a byte. */
    void write(ByteBuffer out) {
        out.putLong(version).put((byte) level);
        for (int nibble = 0; nibble < level; nibble += 2) {
            int low = nibble + 1 < level ? path.nibble(nibble + 1) : 0;
            out.put((byte) (path.nibble(nibble) << 4 | low));
        }
    }

    /** Reads what {@link #write} wrote. */
    static PageId read(ByteBuffer in) {
        long version = in.getLong();
        int level = in.get() & 0xff;
        byte[] path = new byte[Hash.SIZE];
        in.get(path, 0, (level + 1) / 2);
        return new PageId(version, level, Hash.of(path));
    }

    private static Hash withNibble(Hash path, int index, int nibble) {
        int shift = 60 - 4 * (index & 15);
        long clear = ~(0xfL << shift);
        long set = (long) nibble << shift;
        return switch (index >>> 4) {
            case 0 -> new Hash(path.word0() & clear | set, path.word1(), path.word2(), path.word3());
            case 1 -> new Hash(path.word0(), path.word1() & clear | set, path.word2(), path.word3());
            case 2 -> new Hash(path.word0(), path.word1(), path.word2() & clear | set, path.word3());
            default -> new Hash(path.word0(), path.word1(), path.word2(), path.word3() & clear | set);
        };
    }

    @Override
    public String toString() {
        return "version=" + version + " path="
                + (level == 0 ? "root" : path.toHex().substring(0, level));
    }
}
