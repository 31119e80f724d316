package org.banyan.types.crypto;

import org.banyan.types.Bytes;

/** A public key and the id of the {@link SignatureScheme} it belongs to. The bytes' form is the scheme's and is checked by it, not here. */
public record PublicKey(int scheme, Bytes bytes) implements Comparable<PublicKey> {
    @Override
    public int compareTo(PublicKey other) {
        int order = Integer.compare(scheme, other.scheme);
        return order != 0 ? order : bytes.compareTo(other.bytes);
    }
}
