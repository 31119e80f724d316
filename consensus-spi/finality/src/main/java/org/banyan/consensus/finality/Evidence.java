package org.banyan.consensus.finality;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Two votes of one producer that contradict each other. Whoever knows the producer sets can verify it, without the chain: {@link EvidenceRule}.
 *
 * @param first a certificate with one vote; the precommit when a lock was broken
 * @param second a certificate with one vote
 * @param headers the header of the second vote's block and those of its ancestors, newest first, down to the height above the first vote's block; empty
 *     when the heights alone show that one does not extend the other
 */
public record Evidence(Certificate first, Certificate second, List<Header> headers) {
    /** Headers that evidence may need; what leads further back can be shown from the nodes' logs only. */
    public static final int HEADERS_MAX = 256;

    public static final Codec<Evidence> CODEC = new EvidenceCodec();

    public Evidence {
        headers = List.copyOf(headers);
        Bounds.countMax("headers of evidence", headers, HEADERS_MAX);
    }

    private static final class EvidenceCodec implements Codec<Evidence> {
        @Override
        public void write(Evidence value, CanonicalWriter out) {
            out.message(1, value.first, Certificate.CODEC);
            out.message(2, value.second, Certificate.CODEC);
            out.repeated(3, value.headers, Header.CODEC);
        }

        @Override
        public Evidence read(CanonicalReader in) {
            return new Evidence(
                    in.message(1, Certificate.CODEC),
                    in.message(2, Certificate.CODEC),
                    in.repeated(3, Header.CODEC, HEADERS_MAX));
        }
    }
}
