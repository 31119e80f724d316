package org.banyan.types.block;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.transaction.Authorization;

/** @param position index of the voter in the producer set, from 0 */
public record VoteSignature(int position, Bytes signature) {
    public static final Codec<VoteSignature> CODEC = new VoteSignatureCodec();

    public VoteSignature {
        Bounds.between("position of a voter", position, 0, ProducerSet.PRODUCERS_MAX - 1);
        Bounds.sizeMax("signature of a vote", signature, Authorization.SIGNATURE_BYTES_MAX);
    }

    private static final class VoteSignatureCodec implements Codec<VoteSignature> {
        @Override
        public void write(VoteSignature value, CanonicalWriter out) {
            out.uint32(1, value.position);
            out.bytes(2, value.signature);
        }

        @Override
        public VoteSignature read(CanonicalReader in) {
            return new VoteSignature(in.uint32(1), in.bytes(2, Authorization.SIGNATURE_BYTES_MAX));
        }
    }
}
