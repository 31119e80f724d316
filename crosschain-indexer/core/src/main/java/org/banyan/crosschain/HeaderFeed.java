package org.banyan.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.crosschain.ChainAccess.Standing;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

/**
 * Which header of a chain to carry next to one that follows it: the newest certified one, or the first that changes the producer set, which a light client
 * cannot skip. Decides only what to try; the follower's own chain judges. DESIGN.md 6.
 */
public final class HeaderFeed {
    /** How far below the final block a header with a certificate of its own is looked for. */
    static final int CERTIFICATE_DEPTH_MAX = 256;

    private HeaderFeed() {}

    /** Empty when there is nothing new, or nothing of it has a certificate of its own yet. */
    public static Optional<CertifiedHeader> next(ChainAccess source, Standing follower) {
        Height newest = source.finalHeight();
        if (newest.compareTo(follower.height()) <= 0) {
            return Optional.empty();
        }
        return certifiedBelow(source, newest, follower.height())
                .flatMap(certificate -> certificate.producerSet().equals(follower.producers())
                        ? Optional.of(certificate)
                        : source.certificate(change(source, follower, certificate.height())))
                .map(certificate -> carried(source, follower, certificate));
    }

    /** The newest certificate at {@code from} or below it, above {@code floor}. */
    private static Optional<Certificate> certifiedBelow(ChainAccess source, Height from, Height floor) {
        Height height = from;
        for (int depth = 0; depth < CERTIFICATE_DEPTH_MAX && height.compareTo(floor) > 0; depth++) {
            Optional<Certificate> certificate = source.certificate(height);
            if (certificate.isPresent()) {
                return certificate;
            }
            height = height.minus(1);
        }
        return Optional.empty();
    }

    /**
     * A block above the follower's, at {@code certified} or below it, that hands over from the follower's set to another; the first, unless the set came back
     * in between. By halving: the set after {@code same} is the follower's, the one after {@code other} is not, or {@code other} is certified by another.
     */
    private static Height change(ChainAccess source, Standing follower, Height certified) {
        long same = follower.height().value();
        long other = certified.value();
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (childSet(source.header(new Height(middle))).equals(Optional.of(follower.producers()))) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return new Height(other);
    }

    private static CertifiedHeader carried(ChainAccess source, Standing follower, Certificate certificate) {
        Header header = source.header(certificate.height());
        Optional<ProducerSet> nextSet = childSet(header).equals(Optional.of(follower.producers()))
                ? Optional.empty()
                : Optional.of(source.producers(header.height()));
        List<Hash> link = header.parent().equals(follower.block())
                ? List.of()
                : source.history(follower.height(), header.height()).siblings();
        return new CertifiedHeader(header, certificate, nextSet, link);
    }

    private static Optional<Hash> childSet(Header header) {
        try {
            return header.extension(ConsensusExtension.ID)
                    .map(ConsensusExtension.CODEC::decode)
                    .map(ConsensusExtension::producerSet);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
