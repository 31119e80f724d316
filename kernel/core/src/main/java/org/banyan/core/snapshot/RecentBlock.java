package org.banyan.core.snapshot;

import org.banyan.core.store.BodySummary;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A block to which marks, spent ids and certificates of later ones may refer.
 *
 * @param consensus canonical consensus state after it; empty when it is that of the block before
 */
public record RecentBlock(Header header, BodySummary body, Bytes consensus) {
    static final Codec<RecentBlock> CODEC = new Codec<>() {
        @Override
        public void write(RecentBlock value, CanonicalWriter out) {
            out.message(1, value.header, Header.CODEC);
            out.message(2, value.body, BodySummary.CODEC);
            out.bytes(3, value.consensus);
        }

        @Override
        public RecentBlock read(CanonicalReader in) {
            return new RecentBlock(in.message(1, Header.CODEC), in.message(2, BodySummary.CODEC), in.bytes(3));
        }
    };
}
