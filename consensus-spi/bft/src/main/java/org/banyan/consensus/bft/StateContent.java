package org.banyan.consensus.bft;

import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What the header's state hash commits to.
 *
 * @param since height of the block that brought the set in
 */
record StateContent(ProducerSet producers, Height since) {
    static final Codec<StateContent> CODEC = new StateContentCodec();

    private static final class StateContentCodec implements Codec<StateContent> {
        @Override
        public void write(StateContent value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
            out.uint64(2, value.since.value());
        }

        @Override
        public StateContent read(CanonicalReader in) {
            return new StateContent(in.message(1, ProducerSet.CODEC), new Height(in.uint64(2)));
        }
    }
}
