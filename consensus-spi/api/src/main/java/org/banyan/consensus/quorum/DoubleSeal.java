package org.banyan.consensus.quorum;

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
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureType;

/**
 * Two blocks under seals of one producer. An honest node never makes two for one position, because its sign guard signs one; what a position is (a slot, a height
 * and a view), the plug-in says. Source: aelf whitepaper 4.2.4, "mining on two forks".
 *
 * @param position of the producer in a set that the context names
 * @param one the header with the lower id
 * @param other the header with the higher id
 */
public record DoubleSeal(int position, Header one, Bytes sealOfOne, Header other, Bytes sealOfOther) {
    /**
     * Every header without evidence of its own fits, so whoever builds twice can be convicted unless both blocks convict somebody else; and two of them fit
     * into a header of 64 KiB, the usual limit.
     */
    public static final int HEADER_BYTES_MAX = 24 * 1024;

    public static final int SEAL_BYTES_MAX = 256;
    public static final Codec<DoubleSeal> CODEC = new DoubleProductionCodec();

    public DoubleSeal {
        Bounds.between("position of a convict", position, 0, EqualProducers.COUNT_MAX - 1);
        Bounds.sizeMax("seal in evidence", sealOfOne, SEAL_BYTES_MAX);
        Bounds.sizeMax("seal in evidence", sealOfOther, SEAL_BYTES_MAX);
    }

    /** The two blocks in the order of their ids. */
    public static DoubleSeal of(int position, Header a, Bytes sealOfA, Header b, Bytes sealOfB, HashFunction hash) {
        return a.id(hash).compareTo(b.id(hash)) < 0
                ? new DoubleSeal(position, a, sealOfA, b, sealOfB)
                : new DoubleSeal(position, b, sealOfB, a, sealOfA);
    }

    /** The same of a producer that stands elsewhere in another set. */
    public DoubleSeal at(int otherPosition) {
        return new DoubleSeal(otherPosition, one, sealOfOne, other, sealOfOther);
    }

    /** What keeps this from proving that {@code producer} sealed both blocks, if anything. Cheap reasons first; at most two signature checks. */
    public Optional<String> defect(ChainId chain, Producer producer, CryptoSuite suite) {
        if (!one.chainId().equals(chain) || !other.chainId().equals(chain)) {
            return Optional.of("a header is of another chain");
        }
        if (isTooLarge(one) || isTooLarge(other)) {
            return Optional.of("a header has more than " + HEADER_BYTES_MAX + " bytes");
        }
        if (one.id(suite.hash()).compareTo(other.id(suite.hash())) >= 0) {
            return Optional.of("the headers are one block, or not in the order of their ids");
        }
        return isSealed(one, sealOfOne, producer, suite) && isSealed(other, sealOfOther, producer, suite)
                ? Optional.empty()
                : Optional.of("a seal is not producer " + producer.address() + "'s for its header");
    }

    private static boolean isTooLarge(Header header) {
        return Header.CODEC.encode(header).size() > HEADER_BYTES_MAX;
    }

    private static boolean isSealed(Header header, Bytes seal, Producer producer, CryptoSuite suite) {
        var message = suite.signingHash(
                header.chainId(), SignatureType.BLOCK, header.id(suite.hash()).hash());
        return suite.scheme(producer.key().scheme())
                .map(scheme -> scheme.verify(message, producer.key().bytes(), seal))
                .orElse(false);
    }

    private static final class DoubleProductionCodec implements Codec<DoubleSeal> {
        @Override
        public void write(DoubleSeal value, CanonicalWriter out) {
            out.uint32(1, value.position);
            out.message(2, value.one, Header.CODEC);
            out.bytes(3, value.sealOfOne);
            out.message(4, value.other, Header.CODEC);
            out.bytes(5, value.sealOfOther);
        }

        @Override
        public DoubleSeal read(CanonicalReader in) {
            return new DoubleSeal(
                    in.uint32(1),
                    in.message(2, Header.CODEC),
                    in.bytes(3, SEAL_BYTES_MAX),
                    in.message(4, Header.CODEC),
                    in.bytes(5, SEAL_BYTES_MAX));
        }
    }
}
