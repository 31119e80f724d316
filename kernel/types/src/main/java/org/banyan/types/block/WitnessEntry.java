package org.banyan.types.block;

import java.util.Comparator;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Identifiers;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** One signature, vote or certificate that stands beside a block. Ordered by (kind, payload). */
public record WitnessEntry(String kind, Bytes payload) implements Comparable<WitnessEntry> {
    /** Kind: the producer's signature of the block id. */
    public static final String SIGNATURE = "signature";

    /** Kind: one vote for the block. */
    public static final String VOTE = "vote";

    /** Kind: a canonical {@link Certificate} of the block. */
    public static final String CERTIFICATE = "certificate";

    public static final int PAYLOAD_BYTES_MAX = 1024 * 1024;
    public static final Codec<WitnessEntry> CODEC = new WitnessEntryCodec();

    private static final Comparator<WitnessEntry> ORDER =
            Comparator.comparing(WitnessEntry::kind).thenComparing(WitnessEntry::payload);

    public WitnessEntry {
        Identifiers.lowerCase("kind of a witness entry", kind);
        Bounds.sizeMax("payload of a witness entry", payload, PAYLOAD_BYTES_MAX);
    }

    @Override
    public int compareTo(WitnessEntry other) {
        return ORDER.compare(this, other);
    }

    private static final class WitnessEntryCodec implements Codec<WitnessEntry> {
        @Override
        public void write(WitnessEntry value, CanonicalWriter out) {
            out.string(1, value.kind);
            out.bytes(2, value.payload);
        }

        @Override
        public WitnessEntry read(CanonicalReader in) {
            return new WitnessEntry(in.string(1, Identifiers.LENGTH_MAX), in.bytes(2, PAYLOAD_BYTES_MAX));
        }
    }
}
