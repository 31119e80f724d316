package org.banyan.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Inherent;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/** Headers of other chains as inherents: the payload is the request of the crosschain contract's method, with the canonical certified header in field 1. */
public final class HeaderInherent {
    /** Brings in a header of a registered child. */
    public static final String CHILD = "crosschain.child";

    /** Brings in a header of a parent. */
    public static final String PARENT = "crosschain.parent";

    private static final Codec<Bytes> PAYLOAD = new Codec<>() {
        @Override
        public void write(Bytes value, CanonicalWriter out) {
            out.bytes(1, value);
        }

        @Override
        public Bytes read(CanonicalReader in) {
            return in.bytes(1);
        }
    };

    private HeaderInherent() {}

    public static Inherent of(String kind, CertifiedHeader header) {
        return new Inherent(kind, PAYLOAD.encode(CertifiedHeader.CODEC.encode(header)));
    }

    /** The certified header in it; empty when it is not canonical. */
    static Optional<CertifiedHeader> read(Inherent inherent) {
        try {
            return Optional.of(CertifiedHeader.CODEC.decode(PAYLOAD.decode(inherent.payload())));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    /** The headers of one kind in body order, leaving out what is not canonical: such a block is refused by the contract. */
    static List<CertifiedHeader> all(String kind, List<Inherent> inherents) {
        return inherents.stream()
                .filter(inherent -> inherent.kind().equals(kind))
                .map(HeaderInherent::read)
                .flatMap(Optional::stream)
                .toList();
    }
}
