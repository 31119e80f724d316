package org.banyan.types.block;

import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A header and the body it commits to. That they belong together is checked by the engine, not here. */
public record Block(Header header, Body body) {
    public static final Codec<Block> CODEC = new BlockCodec();

    private static final int HEADER_FIELD = 1;
    private static final int BODY_FIELD = 2;

    /** Bytes of the canonical encoding, given those of the header's. */
    public int encodedSize(int headerBytes) {
        long body = CanonicalWriter.elementSize(BODY_FIELD, Math.toIntExact(this.body.encodedSize()));
        return Math.toIntExact(CanonicalWriter.elementSize(HEADER_FIELD, headerBytes) + body);
    }

    private static final class BlockCodec implements Codec<Block> {
        @Override
        public void write(Block value, CanonicalWriter out) {
            out.message(HEADER_FIELD, value.header, Header.CODEC);
            out.message(BODY_FIELD, value.body, Body.CODEC);
        }

        @Override
        public Block read(CanonicalReader in) {
            return new Block(in.message(HEADER_FIELD, Header.CODEC), in.message(BODY_FIELD, Body.CODEC));
        }
    }
}
