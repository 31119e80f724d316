package org.banyan.types.list;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * A list that commits to its kind, its size and each element: {@code H(list tag, count as 8 big-endian bytes || RFC 6962 tree root)}.
 *
 * <p>A bare tree root does not bind the size. A lone node is lifted unchanged, never duplicated (CVE-2012-2459). The tree root of no leaves is
 * {@code H(EMPTY_LIST, "")}. Rules LIST-1 to LIST-5 of {@code docs/spi/encoding.md}; RELIABILITY.md 5, 1-3.
 */
public final class CountedList {
    private CountedList() {}

    public static Hash leaf(HashFunction hash, Bytes leaf) {
        return hash.hash(Tag.LEAF, leaf);
    }

    public static Hash root(HashFunction hash, Tag list, List<Bytes> leaves) {
        Hash[] nodes = leafHashes(hash, leaves);
        int width = nodes.length;
        if (width == 0) {
            return commit(hash, list, 0, emptyTree(hash));
        }
        while (width > 1) {
            width = reduce(hash, nodes, width);
        }
        return commit(hash, list, leaves.size(), nodes[0]);
    }

    /** @throws IndexOutOfBoundsException if the list has no element {@code index} */
    public static ListProof prove(HashFunction hash, List<Bytes> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IndexOutOfBoundsException("a list of " + leaves.size() + " elements has no element " + index);
        }
        Hash[] nodes = leafHashes(hash, leaves);
        List<Hash> siblings = new ArrayList<>();
        int position = index;
        for (int width = nodes.length; width > 1; width = reduce(hash, nodes, width)) {
            int sibling = position ^ 1;
            if (sibling < width) {
                siblings.add(nodes[sibling]);
            }
            position >>>= 1;
        }
        return new ListProof(leaves.size(), index, siblings);
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

    static Hash emptyTree(HashFunction hash) {
        return hash.hash(Tag.EMPTY_LIST, Bytes.EMPTY);
    }

    private static Hash[] leafHashes(HashFunction hash, List<Bytes> leaves) {
        Hash[] nodes = new Hash[leaves.size()];
        int i = 0;
        for (Bytes leaf : leaves) {
            nodes[i++] = leaf(hash, leaf);
        }
        return nodes;
    }

    /** Replaces the first {@code width} nodes by the level above and returns its width. */
    private static int reduce(HashFunction hash, Hash[] nodes, int width) {
        int pairs = width / 2;
        for (int i = 0; i < pairs; i++) {
            nodes[i] = hash.hash(Tag.NODE, nodes[2 * i], nodes[2 * i + 1]);
        }
        if (width % 2 == 1) {
            nodes[pairs] = nodes[width - 1];
        }
        return pairs + width % 2;
    }
}
