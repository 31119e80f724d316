package org.banyan.spi.verification;

import java.util.function.IntPredicate;
import org.banyan.types.Bytes;

/**
 * What was found of each signature of a chunk, in the chunk's order.
 *
 * @param bits bit {@code i & 7} of byte {@code i >> 3}, lowest first, says whether signature i is valid; bits beyond {@code count} are 0
 */
public record ChunkVerdicts(int count, Bytes bits) {
    /** @throws IllegalArgumentException if the bits do not fit the count */
    public ChunkVerdicts {
        if (count < 1 || count > SignatureChunk.CHECKS_MAX || bits.size() != bytes(count)) {
            throw new IllegalArgumentException(bits.size() + " bytes of verdicts do not fit " + count + " signatures");
        }
        int used = count & 7;
        if (used != 0 && (bits.at(bits.size() - 1) & 0xff) >>> used != 0) {
            throw new IllegalArgumentException("verdicts on more than " + count + " signatures");
        }
    }

    /** Bytes that verdicts on {@code count} signatures take. */
    public static int bytes(int count) {
        return (count + 7) >> 3;
    }

    public static ChunkVerdicts of(int count, IntPredicate valid) {
        byte[] bits = new byte[bytes(count)];
        for (int i = 0; i < count; i++) {
            if (valid.test(i)) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return new ChunkVerdicts(count, Bytes.wrap(bits));
    }

    public boolean valid(int signature) {
        if (signature < 0 || signature >= count) {
            throw new IndexOutOfBoundsException("verdict " + signature + " of " + count);
        }
        return (bits.at(signature >> 3) >> (signature & 7) & 1) == 1;
    }
}
