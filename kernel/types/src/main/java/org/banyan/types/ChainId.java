package org.banyan.types;

/** Identity of a chain: the tagged hash of its specification. DESIGN.md 2. */
public record ChainId(Hash hash) implements Comparable<ChainId> {
    public static ChainId fromHex(String hex) {
        return new ChainId(Hash.fromHex(hex));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(ChainId other) {
        return hash.compareTo(other.hash);
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return hash.toHex();
    }
}
