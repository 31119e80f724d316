package org.banyan.types.transaction;

import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A recent block of the branch that the sender means; replaces account nonces. DESIGN.md 4, marks and replay. */
public record Mark(Height height, BlockId block) {
    public static final Codec<Mark> CODEC = new MarkCodec();

    private static final class MarkCodec implements Codec<Mark> {
        @Override
        public void write(Mark value, CanonicalWriter out) {
            out.uint64(1, value.height.value());
            out.hash(2, value.block.hash());
        }

        @Override
        public Mark read(CanonicalReader in) {
            return new Mark(new Height(in.uint64(1)), new BlockId(in.hash(2)));
        }
    }
}
