package org.banyan.core.sync;

import java.util.List;
import org.banyan.types.block.Body;
import org.banyan.types.block.Inherent;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A new block in compact form: who has its transactions already needs nothing more.
 *
 * @param compact whether inherents and short ids are there; without them the body is asked for
 * @param shortIds of the transactions, in block order; see {@link Inventory#shortId}
 */
record BlockNews(SealedHeader sealed, boolean compact, List<Inherent> inherents, List<Long> shortIds) {
    static final Codec<BlockNews> CODEC = new Codec<>() {
        @Override
        public void write(BlockNews value, CanonicalWriter out) {
            out.message(1, value.sealed, SealedHeader.CODEC);
            out.bool(2, value.compact);
            out.repeated(3, value.inherents, Inherent.CODEC);
            out.packedUint64(4, value.shortIds);
        }

        @Override
        public BlockNews read(CanonicalReader in) {
            return new BlockNews(
                    in.message(1, SealedHeader.CODEC),
                    in.bool(2),
                    in.repeated(3, Inherent.CODEC, Body.INHERENTS_MAX),
                    in.packedUint64(4, Body.TRANSACTIONS_MAX));
        }
    };

    BlockNews {
        inherents = List.copyOf(inherents);
        shortIds = List.copyOf(shortIds);
    }

    static BlockNews headerOnly(SealedHeader sealed) {
        return new BlockNews(sealed, false, List.of(), List.of());
    }
}
