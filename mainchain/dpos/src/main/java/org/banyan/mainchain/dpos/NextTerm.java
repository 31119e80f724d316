package org.banyan.mainchain.dpos;

import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Who takes over, from their election to the first slot of their term. They certify already; the old delegates still build.
 *
 * @param height of the block with the election, the last one that the old delegates certify
 * @param firstSlot of the next term; 0 until that block is final as of this one
 */
record NextTerm(ProducerSet delegates, Height height, long firstSlot) {
    static final Codec<NextTerm> CODEC = new NextTermCodec();

    boolean isFinal() {
        return firstSlot != 0;
    }

    private static final class NextTermCodec implements Codec<NextTerm> {
        @Override
        public void write(NextTerm value, CanonicalWriter out) {
            out.message(1, value.delegates, ProducerSet.CODEC);
            out.uint64(2, value.height.value());
            out.uint64(3, value.firstSlot);
        }

        @Override
        public NextTerm read(CanonicalReader in) {
            return new NextTerm(in.message(1, ProducerSet.CODEC), new Height(in.uint64(2)), in.uint64(3));
        }
    }
}
