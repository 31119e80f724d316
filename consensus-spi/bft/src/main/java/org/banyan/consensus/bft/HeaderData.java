package org.banyan.consensus.bft;

import java.util.Optional;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * The plug-in's own part of the header extension; empty bytes in most blocks.
 *
 * @param view in which the block was made
 */
record HeaderData(long view, Optional<SetChange> setChange) {
    static final Codec<HeaderData> CODEC = new HeaderDataCodec();

    HeaderData {
        Bounds.between("view of a block", view, 0, Statement.VIEW_MAX);
    }

    static Optional<HeaderData> read(Bytes encoded) {
        try {
            return Optional.of(CODEC.decode(encoded));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    static Optional<HeaderData> of(Header header) {
        try {
            return header.extension(ConsensusExtension.ID)
                    .map(ConsensusExtension.CODEC::decode)
                    .flatMap(extension -> read(extension.data()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static final class HeaderDataCodec implements Codec<HeaderData> {
        @Override
        public void write(HeaderData value, CanonicalWriter out) {
            out.uint64(1, value.view);
            out.optionalMessage(2, value.setChange, SetChange.CODEC);
        }

        @Override
        public HeaderData read(CanonicalReader in) {
            return new HeaderData(in.uint64(1), in.optionalMessage(2, SetChange.CODEC));
        }
    }
}
