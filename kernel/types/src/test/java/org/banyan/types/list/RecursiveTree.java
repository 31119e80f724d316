package org.banyan.types.list;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** RFC 6962, section 2.1, word for word: the list splits at the largest power of two below its size. */
final class RecursiveTree {
    private final HashFunction hash;

    RecursiveTree(HashFunction hash) {
        this.hash = hash;
    }

    Hash root(List<Bytes> leaves) {
        if (leaves.isEmpty()) {
            return hash.hash(Tag.EMPTY_LIST, Bytes.EMPTY);
        }
        if (leaves.size() == 1) {
            return hash.hash(Tag.LEAF, leaves.getFirst());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return hash.hash(Tag.NODE, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    List<Hash> path(int index, List<Bytes> leaves) {
        if (leaves.size() <= 1) {
            return List.of();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<Bytes> left = leaves.subList(0, split);
        List<Bytes> right = leaves.subList(split, leaves.size());
        List<Hash> path = new ArrayList<>(index < split ? path(index, left) : path(index - split, right));
        path.add(index < split ? root(right) : root(left));
        return path;
    }

    Hash listRoot(Tag list, List<Bytes> leaves) {
        byte[] input = new byte[40];
        ByteBuffer.wrap(input).putLong(leaves.size()).put(root(leaves).toArray());
        return hash.hash(list, Bytes.wrap(input));
    }
}
