package org.banyan.contracts.crosschain;

import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** Canonical bytes in arguments. */
final class Decoding {
    private Decoding() {}

    static <T> T of(CrosschainContext context, String what, Codec<T> codec, Bytes bytes) {
        try {
            return codec.decode(bytes);
        } catch (CodecException malformed) {
            throw context.fail(
                    CrosschainFailure.MALFORMED, "the " + what + " is not canonical: " + malformed.getMessage());
        }
    }
}
