package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * The plug-in's own part of the header extension. Empty bytes in most extra blocks.
 *
 * @param reveal the in-value that the delegate committed to two rounds with blocks earlier
 * @param commitment the out-value of the next round; in every block but extra ones
 * @param election who takes over in the next term
 * @param evidence of an offence
 */
record HeaderData(
        Optional<Hash> reveal,
        Optional<Hash> commitment,
        Optional<Election> election,
        Optional<DoubleProduction> evidence) {
    static final HeaderData NONE =
            new HeaderData(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    static final Codec<HeaderData> CODEC = new HeaderDataCodec();

    private static final class HeaderDataCodec implements Codec<HeaderData> {
        @Override
        public void write(HeaderData value, CanonicalWriter out) {
            out.optionalHash(1, value.reveal);
            out.optionalHash(2, value.commitment);
            out.optionalMessage(3, value.election, Election.CODEC);
            out.optionalMessage(4, value.evidence, DoubleProduction.CODEC);
        }

        @Override
        public HeaderData read(CanonicalReader in) {
            return new HeaderData(
                    in.optionalHash(1),
                    in.optionalHash(2),
                    in.optionalMessage(3, Election.CODEC),
                    in.optionalMessage(4, DoubleProduction.CODEC));
        }
    }
}
