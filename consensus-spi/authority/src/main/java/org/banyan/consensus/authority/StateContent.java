package org.banyan.consensus.authority;

import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What the header's state hash commits to.
 *
 * @param since height of the block that brought the set in
 * @param settled whether that block is final as of this one
 */
record StateContent(ProducerSet producers, Height since, boolean settled) {
    static final Codec<StateContent> CODEC = new StateContentCodec();

    private static final class StateContentCodec implements Codec<StateContent> {
        @Override
        public void write(StateContent value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.uint64(2, value.since.value());
            out.bool(3, value.settled);
        }

        @Override
        public StateContent read(CanonicalReader in) {
            return new StateContent(in.message(1, ProducerSet.CODEC), new Height(in.uint64(2)), in.bool(3));
        }
    }
}
