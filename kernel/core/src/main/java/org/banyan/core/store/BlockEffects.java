package org.banyan.core.store;

import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.list.HistoryAccumulator;

/**
 * What a block left its children: with its changes everything a restart needs to go on without executing it again.
 *
 * @param consensusState canonical consensus state after the block
 * @param history all block ids up to and with this one
 * @param finalHeight height of the highest ancestor certified inside the chain up to this block
 */
public record BlockEffects(Bytes consensusState, HistoryAccumulator history, Height finalHeight, BlockId finalBlock) {
    public static final Codec<BlockEffects> CODEC = new BlockEffectsCodec();

    private static final class BlockEffectsCodec implements Codec<BlockEffects> {
        @Override
        public void write(BlockEffects value, CanonicalWriter out) {
            out.bytes(1, value.consensusState);
            out.message(2, value.history, HistoryAccumulator.CODEC);
            out.uint64(3, value.finalHeight.value());
            out.hash(4, value.finalBlock.hash());
        }

        @Override
        public BlockEffects read(CanonicalReader in) {
            return new BlockEffects(
                    in.bytes(1),
                    in.message(2, HistoryAccumulator.CODEC),
                    new Height(in.uint64(3)),
                    new BlockId(in.hash(4)));
        }
    }
}
