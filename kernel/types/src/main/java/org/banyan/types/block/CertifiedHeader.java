package org.banyan.types.block;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.ListProof;

/**
 * A header with everything that lets another chain follow it: votes of a quorum, the next producer set when it changes, and that the header followed before
 * is its ancestor. Source: aelf whitepaper 5.3.4; DESIGN.md 6.
 *
 * @param nextSet the set that certifies the header's children, in full, when it is another than before
 * @param link siblings from the id of the header followed before to this header's history root; empty when that one is the parent
 */
public record CertifiedHeader(Header header, Certificate certificate, Optional<ProducerSet> nextSet, List<Hash> link) {
    public static final Codec<CertifiedHeader> CODEC = new CertifiedHeaderCodec();

    public CertifiedHeader {
        link = List.copyOf(link);
        Bounds.countMax("siblings of a link", link, ListProof.SIBLINGS_MAX);
    }

    /** Whether this header stands on {@code earlier}: its parent, or an ancestor by the link. Exactly one link shows it. */
    public boolean extendsHeader(Header earlier, HashFunction hash) {
        return extendsBlock(earlier.height(), earlier.id(hash), hash);
    }

    /** The same of a block of which only height and id are known. */
    public boolean extendsBlock(Height height, BlockId id, HashFunction hash) {
        if (header.parent().equals(id)) {
            return link.isEmpty() && header.height().equals(height.next());
        }
        return new ListProof(header.height().value(), height.value(), link)
                .proves(hash, Tag.LIST_HISTORY, header.historyRoot(), id.bytes());
    }

    private static final class CertifiedHeaderCodec implements Codec<CertifiedHeader> {
        @Override
        public void write(CertifiedHeader value, CanonicalWriter out) {
            out.message(1, value.header, Header.CODEC);
            out.message(2, value.certificate, Certificate.CODEC);
            out.optionalMessage(3, value.nextSet, ProducerSet.CODEC);
            out.repeatedBytes(4, value.link.stream().map(Hash::bytes).toList());
        }

        @Override
        public CertifiedHeader read(CanonicalReader in) {
            return new CertifiedHeader(
                    in.message(1, Header.CODEC),
                    in.message(2, Certificate.CODEC),
                    in.optionalMessage(3, ProducerSet.CODEC),
                    in.repeatedBytes(4, ListProof.SIBLINGS_MAX).stream()
                            .map(Hash::of)
                            .toList());
        }
    }
}
