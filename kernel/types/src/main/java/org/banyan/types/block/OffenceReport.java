package org.banyan.types.block;

import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Evidence against a producer of a chain, as a block of that chain carries it. Source: aelf whitepaper 4.2.4, "mining on two forks".
 *
 * @param served a header of the chain, and the set that it says certifies its children: who is accused is in that set
 * @param evidence of the consensus plug-in, which judges it
 */
public record OffenceReport(Checkpoint served, Bytes evidence) {
    /** Longest evidence. */
    public static final int EVIDENCE_BYTES_MAX = 1024 * 1024;

    public static final Codec<OffenceReport> CODEC = new OffenceReportCodec();

    /** As a block carries it: the request of the evidence contract's method, with the report in field 1. */
    private static final Codec<OffenceReport> PAYLOAD = new Codec<>() {
        @Override
        public void write(OffenceReport value, CanonicalWriter out) {
            out.bytes(1, CODEC.encode(value));
        }

        @Override
        public OffenceReport read(CanonicalReader in) {
            return CODEC.decode(in.bytes(1));
        }
    };

    public OffenceReport {
        Bounds.sizeMax("evidence of an offence", evidence, EVIDENCE_BYTES_MAX);
    }

    public Inherent toInherent() {
        return new Inherent(Inherent.EVIDENCE, PAYLOAD.encode(this));
    }

    /**
     * The report in an inherent of kind {@link Inherent#EVIDENCE}.
     *
     * @throws org.banyan.types.codec.CodecException if it is not canonical
     */
    public static OffenceReport of(Inherent inherent) {
        return PAYLOAD.decode(inherent.payload());
    }

    private static final class OffenceReportCodec implements Codec<OffenceReport> {
        @Override
        public void write(OffenceReport value, CanonicalWriter out) {
            out.message(1, value.served, Checkpoint.CODEC);
            out.bytes(2, value.evidence);
        }

        @Override
        public OffenceReport read(CanonicalReader in) {
            return new OffenceReport(in.message(1, Checkpoint.CODEC), in.bytes(2, EVIDENCE_BYTES_MAX));
        }
    }
}
