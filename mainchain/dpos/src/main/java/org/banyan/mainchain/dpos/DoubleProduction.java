package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/**
 * Two blocks of one slot under seals of one delegate. An honest node never makes them: its sign guard signs one block per slot. Source: aelf whitepaper
 * 4.2.4, "mining on two forks".
 *
 * @param position of the delegate in the set that builds after the parent of the block that carries this
 * @param one the header with the lower id
 * @param other the header with the higher id
 */
record DoubleProduction(int position, Header one, Bytes sealOfOne, Header other, Bytes sealOfOther) {
    /**
     * Every header without evidence of its own fits, so whoever builds twice can be convicted unless both blocks convict somebody else; and two of them fit
     * into a header of 64 KiB, the usual limit.
     */
    static final int HEADER_BYTES_MAX = 24 * 1024;

    static final int SEAL_BYTES_MAX = 256;
    static final Codec<DoubleProduction> CODEC = new DoubleProductionCodec();

    DoubleProduction {
        Bounds.between("position of a convict", position, 0, DposParameters.DELEGATES_MAX - 1);
        Bounds.sizeMax("seal in evidence", sealOfOne, SEAL_BYTES_MAX);
        Bounds.sizeMax("seal in evidence", sealOfOther, SEAL_BYTES_MAX);
    }

    /** What keeps this from proving that {@code delegate} built twice, if anything. Cheap reasons first; at most two signature checks. */
    Optional<String> defect(ChainId chain, Producer delegate, CryptoSuite suite) {
        if (!one.chainId().equals(chain) || !other.chainId().equals(chain)) {
            return Optional.of("a header is of another chain");
        }
        if (!one.time().equals(other.time())) {
            return Optional.of("the headers are of two slots");
        }
        if (isTooLarge(one) || isTooLarge(other)) {
            return Optional.of("a header has more than " + HEADER_BYTES_MAX + " bytes");
        }
        if (one.id(suite.hash()).compareTo(other.id(suite.hash())) >= 0) {
            return Optional.of("the headers are one block, or not in the order of their ids");
        }
        return isSealed(one, sealOfOne, delegate, suite) && isSealed(other, sealOfOther, delegate, suite)
                ? Optional.empty()
                : Optional.of("a seal is not delegate " + delegate.address() + "'s for its header");
    }

    private static boolean isTooLarge(Header header) {
        return Header.CODEC.encode(header).size() > HEADER_BYTES_MAX;
    }

    private static boolean isSealed(Header header, Bytes seal, Producer delegate, CryptoSuite suite) {
        var message = suite.signingHash(
                header.chainId(), SignatureType.BLOCK, header.id(suite.hash()).hash());
        return suite.scheme(delegate.key().scheme())
                .map(scheme -> scheme.verify(message, delegate.key().bytes(), seal))
                .orElse(false);
    }

    private static final class DoubleProductionCodec implements Codec<DoubleProduction> {
        @Override
        public void write(DoubleProduction value, CanonicalWriter out) {
            out.uint32(1, value.position);
            out.message(2, value.one, Header.CODEC);
            out.bytes(3, value.sealOfOne);
            out.message(4, value.other, Header.CODEC);
            out.bytes(5, value.sealOfOther);
        }

        @Override
        public DoubleProduction read(CanonicalReader in) {
            return new DoubleProduction(
                    in.uint32(1),
                    in.message(2, Header.CODEC),
                    in.bytes(3, SEAL_BYTES_MAX),
                    in.message(4, Header.CODEC),
                    in.bytes(5, SEAL_BYTES_MAX));
        }
    }
}
