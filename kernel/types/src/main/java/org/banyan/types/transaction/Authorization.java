package org.banyan.types.transaction;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.PublicKey;

/** A signature over a transaction's body. Form of key and signature belong to the scheme and are not checked here. */
public record Authorization(int scheme, Bytes key, Bytes signature) {
    public static final int KEY_BYTES_MAX = 4096;
    public static final int SIGNATURE_BYTES_MAX = 16 * 1024;
    public static final Codec<Authorization> CODEC = new AuthorizationCodec();

    public Authorization {
        Bounds.between("scheme of an authorization", scheme, 1, Integer.MAX_VALUE);
        Bounds.sizeMax("key of an authorization", key, KEY_BYTES_MAX);
        Bounds.sizeMax("signature of an authorization", signature, SIGNATURE_BYTES_MAX);
    }

    public Authorization(PublicKey key, Bytes signature) {
        this(key.scheme(), key.bytes(), signature);
    }

    public PublicKey publicKey() {
        return new PublicKey(scheme, key);
    }

    private static final class AuthorizationCodec implements Codec<Authorization> {
        @Override
        public void write(Authorization value, CanonicalWriter out) {
            out.uint32(1, value.scheme);
            out.bytes(2, value.key);
            out.bytes(3, value.signature);
        }

        @Override
        public Authorization read(CanonicalReader in) {
            return new Authorization(in.uint32(1), in.bytes(2, KEY_BYTES_MAX), in.bytes(3, SIGNATURE_BYTES_MAX));
        }
    }
}
