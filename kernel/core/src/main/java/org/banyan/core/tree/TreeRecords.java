package org.banyan.core.tree;

import java.nio.ByteBuffer;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of pages and roots.
 *
 * <p>A page is a bit per occupied slot (2 bytes), a bit per link (2 bytes), then the leaves in the order of their slots, key hash and value hash each, and the
 * links in the order of theirs, the page's hash and version (8 bytes) each. Inner hashes are not stored: they are computed when the page is verified. A root is one byte for its kind (0
 * empty, 1 leaf, 2 link) and that slot.
 */
final class TreeRecords {
    private static final int LEAF_BYTES = 2 * Hash.SIZE;
    private static final int LINK_BYTES = Hash.SIZE + 8;
    private static final byte ROOT_EMPTY = 0;
    private static final byte ROOT_LEAF = 1;
    private static final byte ROOT_LINK = 2;

    private final StateHasher hasher;

    TreeRecords(StateHasher hasher) {
        this.hasher = hasher;
    }

    static Bytes encode(Page page) {
        int links = Integer.bitCount(page.linked());
        var out = ByteBuffer.allocate(4 + page.leavesBytes() + links * LINK_BYTES);
        out.putShort((short) page.occupied()).putShort((short) page.linked());
        page.writeLeaves(out);
        for (int rest = page.linked(); rest != 0; rest &= rest - 1) {
            put(out, page.link(Integer.numberOfTrailingZeros(rest)));
        }
        return Bytes.wrap(out.array());
    }

    /**
     * @throws StoreCorruptException naming {@code id} unless the bytes are a page with the hash {@code expected}
     */
    Page decodePage(PageId id, Hash expected, Bytes stored) {
        var in = ByteBuffer.wrap(stored.readOnlyArray());
        if (in.remaining() < 4) {
            throw corrupt(id, "it has only " + stored.size() + " bytes");
        }
        int occupied = in.getShort() & 0xffff;
        int links = in.getShort() & 0xffff;
        int linkCount = Integer.bitCount(links);
        int leafCount = Integer.bitCount(occupied) - linkCount;
        if ((links & ~occupied) != 0
                || (linkCount == 0 && leafCount < 2)
                || in.remaining() != leafCount * LEAF_BYTES + linkCount * LINK_BYTES) {
            throw corrupt(id, "its " + stored.size() + " bytes do not have the form of a page");
        }
        var slots = new SlotChanges();
        for (int rest = occupied & ~links; rest != 0; rest &= rest - 1) {
            int nibble = Integer.numberOfTrailingZeros(rest);
            Leaf leaf = leaf(in);
            // A leaf's hash is lifted above empty slots, so the page's hash alone does not tell which slot it stands
            // in.
            if (leaf.keyHash().nibble(id.level()) != nibble) {
                throw corrupt(id, "a leaf stands in slot " + nibble + ", where its key does not lead");
            }
            slots.set(nibble, leaf);
        }
        for (int rest = links; rest != 0; rest &= rest - 1) {
            slots.set(Integer.numberOfTrailingZeros(rest), link(in));
        }
        Page page = new Page(Page.blank(hasher), slots, hasher);
        if (!page.hash().equals(expected)) {
            throw corrupt(id, "it hashes to " + page.hash() + " instead of " + expected);
        }
        return page;
    }

    static StoreCorruptException corrupt(PageId id, String what) {
        return new StoreCorruptException("state page " + id + " is corrupt: " + what
                + "; stop the node and restore its state from a snapshot or by replaying blocks");
    }

    static Bytes encodeRoot(@Nullable Slot root) {
        return switch (root) {
            case null -> Bytes.wrap(new byte[] {ROOT_EMPTY});
            case Leaf leaf -> encodeRoot(ROOT_LEAF, LEAF_BYTES, leaf);
            case PageLink link -> encodeRoot(ROOT_LINK, LINK_BYTES, link);
        };
    }

    private static Bytes encodeRoot(byte kind, int size, Slot slot) {
        var out = ByteBuffer.allocate(1 + size).put(kind);
        put(out, slot);
        return Bytes.wrap(out.array());
    }

    /** @throws StoreCorruptException unless the bytes are a root */
    @Nullable
    Slot decodeRoot(long version, Bytes stored) {
        var in = ByteBuffer.wrap(stored.readOnlyArray());
        int kind = in.hasRemaining() ? in.get() : -1;
        if (kind == ROOT_EMPTY && !in.hasRemaining()) {
            return null;
        }
        if (kind == ROOT_LEAF && in.remaining() == LEAF_BYTES) {
            return leaf(in);
        }
        if (kind == ROOT_LINK && in.remaining() == LINK_BYTES) {
            return link(in);
        }
        throw new StoreCorruptException("the root of state version " + version + " is corrupt: its " + stored.size()
                + " bytes do not have the form of a root; stop the node and restore its state from a snapshot");
    }

    static Bytes encodeVersion(long version) {
        return Bytes.wrap(ByteBuffer.allocate(8).putLong(version).array());
    }

    /** @throws StoreCorruptException unless the bytes are a version */
    static long decodeVersion(Bytes stored) {
        if (stored.size() != 8) {
            throw new StoreCorruptException("the number of the latest state version is corrupt: it has " + stored.size()
                    + " bytes instead of 8; stop the node and restore its state from a snapshot");
        }
        return ByteBuffer.wrap(stored.readOnlyArray()).getLong();
    }

    private static void put(ByteBuffer out, Slot slot) {
        switch (slot) {
            case Leaf leaf -> {
                put(out, leaf.keyHash());
                put(out, leaf.valueHash());
            }
            case PageLink link -> {
                put(out, link.hash());
                out.putLong(link.version());
            }
        }
    }

    private static void put(ByteBuffer out, Hash hash) {
        hash.write(out.array(), out.position());
        out.position(out.position() + Hash.SIZE);
    }

    private Leaf leaf(ByteBuffer in) {
        Hash keyHash = hash(in);
        Hash valueHash = hash(in);
        return new Leaf(keyHash, valueHash, hasher.leaf(keyHash, valueHash));
    }

    private static PageLink link(ByteBuffer in) {
        Hash hash = hash(in);
        return new PageLink(hash, in.getLong());
    }

    private static Hash hash(ByteBuffer in) {
        Hash hash = Hash.read(in.array(), in.position());
        in.position(in.position() + Hash.SIZE);
        return hash;
    }
}
