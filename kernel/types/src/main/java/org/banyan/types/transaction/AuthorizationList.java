package org.banyan.types.transaction;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** Authorizations as the block body commits to them, so that a block fixes every byte that affects validity. */
public record AuthorizationList(List<Authorization> authorizations) {
    public static final Codec<AuthorizationList> CODEC = new AuthorizationListCodec();

    public AuthorizationList {
        authorizations = List.copyOf(authorizations);
        Bounds.countMax("authorizations", authorizations, Transaction.AUTHORIZATIONS_MAX);
    }

    public Hash hash(HashFunction hash) {
        return hash.hash(Tag.AUTHORIZATIONS, CODEC.encode(this));
    }

    private static final class AuthorizationListCodec implements Codec<AuthorizationList> {
        @Override
        public void write(AuthorizationList value, CanonicalWriter out) {
            out.repeated(1, value.authorizations, Authorization.CODEC);
        }

        @Override
        public AuthorizationList read(CanonicalReader in) {
            return new AuthorizationList(in.repeated(1, Authorization.CODEC, Transaction.AUTHORIZATIONS_MAX));
        }
    }
}
