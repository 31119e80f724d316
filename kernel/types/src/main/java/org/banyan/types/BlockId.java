package org.banyan.types;

/** Identity of a block: the tagged hash of its canonical header. */
public record BlockId(Hash hash) implements Comparable<BlockId> {
    public static BlockId fromHex(String hex) {
        return new BlockId(Hash.fromHex(hex));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(BlockId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof BlockId id && hash.equals(id.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return hash.toHex();
    }
}
