package org.banyan.core.sync;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Some transactions of a block, for who has the others: the first of those that were asked for, in the order of their places, as many as fit a frame.
 *
 * @param found whether the sender has the block and it has these places
 */
record BlockTransactions(BlockId block, boolean found, List<Bytes> envelopes) {
    /** Transactions that may be asked for at once; who lacks more asks for the body. */
    static final int PLACES_MAX = 1024;

    static final Codec<BlockTransactions> CODEC = new Codec<>() {
        @Override
        public void write(BlockTransactions value, CanonicalWriter out) {
            out.hash(1, value.block.hash());
            out.bool(2, value.found);
            out.repeatedBytes(3, value.envelopes);
        }

        @Override
        public BlockTransactions read(CanonicalReader in) {
            return new BlockTransactions(new BlockId(in.hash(1)), in.bool(2), in.repeatedBytes(3, PLACES_MAX));
        }
    };

    BlockTransactions {
        envelopes = List.copyOf(envelopes);
    }

    /**
     * The request for it.
     *
     * @param places of the transactions in the block, ascending, from 0
     */
    record Want(BlockId block, List<Long> places) {
        static final Codec<Want> CODEC = new Codec<>() {
            @Override
            public void write(Want value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.packedUint64(2, value.places);
            }

            @Override
            public Want read(CanonicalReader in) {
                return new Want(new BlockId(in.hash(1)), in.packedUint64(2, PLACES_MAX));
            }
        };

        Want {
            places = List.copyOf(places);
            long before = -1;
            for (long place : places) {
                if (place <= before) {
                    throw new IllegalArgumentException(
                            "places of transactions ascend from 0 but " + place + " follows " + before);
                }
                before = place;
            }
            if (places.isEmpty()) {
                throw new IllegalArgumentException("a request for transactions of a block names none");
            }
        }
    }
}
