package org.banyan.core.peers;

import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Where a node stands on a chain, as it says itself: a claim until its blocks are checked.
 *
 * @param bodiesFrom height from which on it has the bodies of all final blocks
 */
public record Standing(BlockId head, Height height, BlockId finalBlock, Height finalHeight, Height bodiesFrom) {
    public static final Codec<Standing> CODEC = new StandingCodec();

    public Standing {
        if (finalHeight.compareTo(height) > 0) {
            throw new IllegalArgumentException("a final block at " + finalHeight + " is above its head at " + height);
        }
    }

    /** Of a node that has all bodies. */
    public Standing(BlockId head, Height height, BlockId finalBlock, Height finalHeight) {
        this(head, height, finalBlock, finalHeight, Height.GENESIS);
    }

    private static final class StandingCodec implements Codec<Standing> {
        @Override
        public void write(Standing value, CanonicalWriter out) {
            out.hash(1, value.head.hash());
            out.uint64(2, value.height.value());
            out.hash(3, value.finalBlock.hash());
            out.uint64(4, value.finalHeight.value());
            out.uint64(5, value.bodiesFrom.value());
        }

        @Override
        public Standing read(CanonicalReader in) {
            return new Standing(
                    new BlockId(in.hash(1)),
                    new Height(in.uint64(2)),
                    new BlockId(in.hash(3)),
                    new Height(in.uint64(4)),
                    new Height(in.uint64(5)));
        }
    }
}
