package org.banyan.spi.network;

import org.banyan.types.Hash;

/** Name of a node among its peers: the hash of its node key. Whoever has a link under this name has proven that it holds the key. */
public record NodeId(Hash hash) implements Comparable<NodeId> {
    private static final int SHORT_DIGITS = 12;

    /** @throws IllegalArgumentException unless {@code text} is 64 hexadecimal digits */
    public static NodeId parse(String text) {
        return new NodeId(Hash.fromHex(text));
    }

    /** The first digits, for logs. */
    public String shortText() {
        return hash.toHex().substring(0, SHORT_DIGITS);
    }

    @Override
    public int compareTo(NodeId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash.toHex();
    }
}
