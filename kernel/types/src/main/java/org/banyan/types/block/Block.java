package org.banyan.types.block;

import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A header and the body it commits to. That they belong together is checked by the engine, not here. */
public record Block(Header header, Body body) {
    public static final Codec<Block> CODEC = new BlockCodec();

    private static final class BlockCodec implements Codec<Block> {
        @Override
        public void write(Block value, CanonicalWriter out) {
            out.message(1, value.header, Header.CODEC);
            out.message(2, value.body, Body.CODEC);
        }

        @Override
        public Block read(CanonicalReader in) {
            return new Block(in.message(1, Header.CODEC), in.message(2, Body.CODEC));
        }
    }
}
