package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

/** Hashes as numbers, held to BigInteger. */
class WordsTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    @Test
    void sums_wrap_at_2_to_the_256() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            Hash a = number(random);
            Hash b = number(random);
            assertThat(value(Words.sum(a, b))).isEqualTo(value(a).add(value(b)).mod(MODULUS));
        }
        Hash most = new Hash(-1, -1, -1, -1);
        assertThat(Words.sum(most, new Hash(0, 0, 0, 1))).isEqualTo(new Hash(0, 0, 0, 0));
    }

    @Test
    void remainders_are_those_of_the_whole_number() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 20_000; i++) {
            Hash number = number(random);
            int divisor = 1 + random.nextInt(i % 2 == 0 ? 100 : Integer.MAX_VALUE - 1);
            assertThat(Words.remainder(number, divisor))
                    .isEqualTo(value(number).mod(BigInteger.valueOf(divisor)).intValueExact());
        }
    }

    /** Words of ones and zeros are where carries go wrong. */
    private static Hash number(SplittableRandom random) {
        return new Hash(word(random), word(random), word(random), word(random));
    }

    private static long word(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> random.nextLong(4);
            default -> random.nextLong();
        };
    }

    private static BigInteger value(Hash number) {
        return new BigInteger(1, number.toArray());
    }
}
