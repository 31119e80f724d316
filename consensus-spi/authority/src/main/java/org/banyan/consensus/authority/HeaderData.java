package org.banyan.consensus.authority;

import java.util.Optional;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** Authority's own part of the header extension; empty bytes in most blocks. */
record HeaderData(Optional<SetChange> setChange) {
    static final HeaderData NONE = new HeaderData(Optional.empty());
    static final Codec<HeaderData> CODEC = new HeaderDataCodec();

    private static final class HeaderDataCodec implements Codec<HeaderData> {
        @Override
        public void write(HeaderData value, CanonicalWriter out) {
            out.optionalMessage(1, value.setChange, SetChange.CODEC);
        }

        @Override
        public HeaderData read(CanonicalReader in) {
            return new HeaderData(in.optionalMessage(1, SetChange.CODEC));
        }
    }
}
