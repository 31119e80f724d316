package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.quorum.DoubleSeal;
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
 * @param doubleProduction evidence of an offence
 * @param contradictingVotes evidence of another; a header convicts one delegate at most
 */
record HeaderData(
        Optional<Hash> reveal,
        Optional<Hash> commitment,
        Optional<Election> election,
        Optional<DoubleSeal> doubleProduction,
        Optional<Evidence> contradictingVotes) {
    static final HeaderData NONE =
            new HeaderData(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    static final Codec<HeaderData> CODEC = new HeaderDataCodec();

    HeaderData {
        if (doubleProduction.isPresent() && contradictingVotes.isPresent()) {
            throw new IllegalArgumentException(
                    "a header convicts one delegate at most but brings two pieces of evidence");
        }
    }

    /** A block in a delegate's own slot. */
    static HeaderData values(Optional<Hash> reveal, Hash commitment) {
        return new HeaderData(reveal, Optional.of(commitment), Optional.empty(), Optional.empty(), Optional.empty());
    }

    HeaderData with(Election elected) {
        return new HeaderData(reveal, commitment, Optional.of(elected), doubleProduction, contradictingVotes);
    }

    HeaderData with(DoubleSeal evidence) {
        return new HeaderData(reveal, commitment, election, Optional.of(evidence), Optional.empty());
    }

    HeaderData with(Evidence evidence) {
        return new HeaderData(reveal, commitment, election, Optional.empty(), Optional.of(evidence));
    }

    private static final class HeaderDataCodec implements Codec<HeaderData> {
        @Override
        public void write(HeaderData value, CanonicalWriter out) {
            out.optionalHash(1, value.reveal);
            out.optionalHash(2, value.commitment);
            out.optionalMessage(3, value.election, Election.CODEC);
            out.optionalMessage(4, value.doubleProduction, DoubleSeal.CODEC);
            out.optionalMessage(5, value.contradictingVotes, Evidence.CODEC);
        }

        @Override
        public HeaderData read(CanonicalReader in) {
            return new HeaderData(
                    in.optionalHash(1),
                    in.optionalHash(2),
                    in.optionalMessage(3, Election.CODEC),
                    in.optionalMessage(4, DoubleSeal.CODEC),
                    in.optionalMessage(5, Evidence.CODEC));
        }
    }
}
