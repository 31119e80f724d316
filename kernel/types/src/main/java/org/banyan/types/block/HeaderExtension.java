package org.banyan.types.block;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A customizable part of the header. The contract collection says which ids a chain knows and which are critical. DESIGN.md 3. */
public record HeaderExtension(String id, Bytes value) {
    public static final int VALUE_BYTES_MAX = Header.BYTES_MAX;
    public static final Codec<HeaderExtension> CODEC = new HeaderExtensionCodec();

    public HeaderExtension {
        Identifiers.lowerCase("id of a header extension", id);
        Bounds.sizeMax("value of a header extension", value, VALUE_BYTES_MAX);
    }

    private static final class HeaderExtensionCodec implements Codec<HeaderExtension> {
        @Override
        public void write(HeaderExtension value, CanonicalWriter out) {
            out.string(1, value.id);
            out.bytes(2, value.value);
        }

        @Override
        public HeaderExtension read(CanonicalReader in) {
            return new HeaderExtension(in.string(1, Identifiers.LENGTH_MAX), in.bytes(2, VALUE_BYTES_MAX));
        }
    }
}
