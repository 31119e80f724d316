package org.banyan.core.sync;

import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A header and what stands beside it. */
record SealedHeader(Header header, Witness witness) {
    static final Codec<SealedHeader> CODEC = new Codec<>() {
        @Override
        public void write(SealedHeader value, CanonicalWriter out) {
            out.message(1, value.header, Header.CODEC);
            out.message(2, value.witness, Witness.CODEC);
        }

        @Override
        public SealedHeader read(CanonicalReader in) {
            return new SealedHeader(in.message(1, Header.CODEC), in.message(2, Witness.CODEC));
        }
    };
}
