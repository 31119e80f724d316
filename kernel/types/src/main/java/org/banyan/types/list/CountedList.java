package org.banyan.types.list;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * A list that commits to its kind, its size and each element: {@code H(list tag, count as 8 big-endian bytes || RFC 6962 tree root)}.
 *
 * <p>A bare tree root does not bind the size. A lone node is lifted unchanged, never duplicated (CVE-2012-2459). The root of no leaves is
 * {@code H(EMPTY_LIST, "")}. Rules LIST-1 to LIST-5 of {@code docs/spi/encoding.md}; RELIABILITY.md 5, 1-3.
 */
public final class CountedList {
    private CountedList() {}

    public static Hash leaf(HashFunction hash, Bytes leaf) {
        return hash.hash(Tag.LEAF, leaf);
    }

    /** Root over leaves that are given as bytes. */
    public static Hash root(HashFunction hash, Tag list, List<Bytes> leaves) {
        Hash[] nodes = new Hash[leaves.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = leaf(hash, leaves.get(i));
        }
        return commit(hash, list, nodes.length, treeRoot(hash, nodes));
    }

    /** The commitment to a tree root and its size. */
    static Hash commit(HashFunction hash, Tag list, long count, Hash treeRoot) {
        byte[] input = new byte[Long.BYTES + Hash.SIZE];
        for (int i = 0; i < Long.BYTES; i++) {
            input[i] = (byte) (count >>> 8 * (Long.BYTES - 1 - i));
        }
        treeRoot.write(input, Long.BYTES);
        return hash.hash(list, input, 0, input.length);
    }

    /** Reduces level by level in place. */
    private static Hash treeRoot(HashFunction hash, Hash[] nodes) {
        if (nodes.length == 0) {
            return hash.hash(Tag.EMPTY_LIST, Bytes.EMPTY);
        }
        int width = nodes.length;
        while (width > 1) {
            int pairs = width / 2;
            for (int i = 0; i < pairs; i++) {
                nodes[i] = hash.hash(Tag.NODE, nodes[2 * i], nodes[2 * i + 1]);
            }
            if (width % 2 == 1) {
                nodes[pairs] = nodes[width - 1];
            }
            width = (width + 1) / 2;
        }
        return nodes[0];
    }
}
