package org.banyan.types;

/** Identity of a transaction: the tagged hash of its body, without authorizations. DESIGN.md 3. */
public record TransactionId(Hash hash) implements Comparable<TransactionId> {
    public static TransactionId fromHex(String hex) {
        return new TransactionId(Hash.fromHex(hex));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(TransactionId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TransactionId id && hash.equals(id.hash);
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
