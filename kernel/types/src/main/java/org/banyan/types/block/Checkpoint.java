package org.banyan.types.block;

import org.banyan.types.BlockId;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;

/**
 * Where a light client stands: a header it trusts and who certifies that header's children.
 *
 * @param childSet in full; the header commits to its id
 */
public record Checkpoint(Header header, ProducerSet childSet) {
    public static final Codec<Checkpoint> CODEC = new CheckpointCodec();

    public BlockId id(HashFunction hash) {
        return header.id(hash);
    }

    private static final class CheckpointCodec implements Codec<Checkpoint> {
        @Override
        public void write(Checkpoint value, CanonicalWriter out) {
            out.message(1, value.header, Header.CODEC);
            out.message(2, value.childSet, ProducerSet.CODEC);
        }

        @Override
        public Checkpoint read(CanonicalReader in) {
            return new Checkpoint(in.message(1, Header.CODEC), in.message(2, ProducerSet.CODEC));
        }
    }
}
