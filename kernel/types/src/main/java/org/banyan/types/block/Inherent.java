package org.banyan.types.block;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** A fact that the producer brings into the body: a finality certificate of an ancestor, evidence, a header of another chain. */
public record Inherent(String kind, Bytes payload) {
    /** The kind whose payload is a canonical {@link Certificate} of an ancestor. */
    public static final String FINALITY = "finality";

    public static final String EVIDENCE = "evidence";

    public static final int PAYLOAD_BYTES_MAX = 4 * 1024 * 1024;
    public static final Codec<Inherent> CODEC = new InherentCodec();

    public Inherent {
        Identifiers.lowerCase("kind of an inherent", kind);
        Bounds.sizeMax("payload of an inherent", payload, PAYLOAD_BYTES_MAX);
    }

    public Hash hash(HashFunction hash) {
        return hash.hash(Tag.INHERENT, CODEC.encode(this));
    }

    private static final class InherentCodec implements Codec<Inherent> {
        @Override
        public void write(Inherent value, CanonicalWriter out) {
            out.string(1, value.kind);
            out.bytes(2, value.payload);
        }

        @Override
        public Inherent read(CanonicalReader in) {
            return new Inherent(in.string(1, Identifiers.LENGTH_MAX), in.bytes(2, PAYLOAD_BYTES_MAX));
        }
    }
}
