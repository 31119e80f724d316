package org.banyan.core.sync;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Witness;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Votes and certificates of blocks that the receiver may know, and words of agents to agents.
 *
 * @param said each at most {@link org.banyan.consensus.AgentEffect.Send#BYTES_MAX}
 */
record ConsensusNews(List<Grown> grown, List<Bytes> said) {
    static final int ITEMS_MAX = 64;

    static final Codec<ConsensusNews> CODEC = new Codec<>() {
        @Override
        public void write(ConsensusNews value, CanonicalWriter out) {
            out.repeated(1, value.grown, Grown.CODEC);
            out.repeatedBytes(2, value.said);
        }

        @Override
        public ConsensusNews read(CanonicalReader in) {
            return new ConsensusNews(in.repeated(1, Grown.CODEC, ITEMS_MAX), in.repeatedBytes(2, ITEMS_MAX));
        }
    };

    /** New entries of one block's witness. */
    record Grown(BlockId block, Witness entries) {
        private static final Codec<Grown> CODEC = new Codec<>() {
            @Override
            public void write(Grown value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.message(2, value.entries, Witness.CODEC);
            }

            @Override
            public Grown read(CanonicalReader in) {
                return new Grown(new BlockId(in.hash(1)), in.message(2, Witness.CODEC));
            }
        };
    }

    ConsensusNews {
        grown = List.copyOf(grown);
        said = List.copyOf(said);
    }
}
