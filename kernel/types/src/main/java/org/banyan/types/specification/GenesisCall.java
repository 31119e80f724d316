package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A call that the kernel runs to make the state of genesis.
 *
 * @param contract name of a system contract
 */
public record GenesisCall(String contract, String method, Bytes arguments) {
    public static final int ARGUMENTS_BYTES_MAX = 4 * 1024 * 1024;
    public static final Codec<GenesisCall> CODEC = new GenesisCallCodec();

    public GenesisCall {
        Identifiers.lowerCase("contract of a genesis call", contract);
        Identifiers.member("method of a genesis call", method);
        Bounds.sizeMax("arguments of a genesis call", arguments, ARGUMENTS_BYTES_MAX);
    }

    private static final class GenesisCallCodec implements Codec<GenesisCall> {
        @Override
        public void write(GenesisCall value, CanonicalWriter out) {
            out.string(1, value.contract);
            out.string(2, value.method);
            out.bytes(3, value.arguments);
        }

        @Override
        public GenesisCall read(CanonicalReader in) {
            return new GenesisCall(
                    in.string(1, Identifiers.LENGTH_MAX),
                    in.string(2, Identifiers.LENGTH_MAX),
                    in.bytes(3, ARGUMENTS_BYTES_MAX));
        }
    }
}
