package org.banyan.types;

/** Identity of an account or contract on a chain: 32 bytes. Text form is bech32m with the chain's prefix. */
public record Address(Hash hash) implements Comparable<Address> {
    public static Address fromHex(String hex) {
        return new Address(Hash.fromHex(hex));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    @Override
    public int compareTo(Address other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Address address && hash.equals(address.hash);
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
