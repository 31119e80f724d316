package org.banyan.types.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class Secp256k1RulesTest {
    private static final BigInteger P =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    private static final BigInteger N =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final BigInteger HALF = N.shiftRight(1);
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(ONE);

    private static final List<BigInteger> EDGES = List.of(
            BigInteger.ZERO,
            ONE,
            BigInteger.TWO.pow(255),
            HALF.subtract(ONE),
            HALF,
            HALF.add(ONE),
            N.subtract(ONE),
            N,
            N.add(ONE),
            P.subtract(ONE),
            P,
            P.add(ONE),
            MAX);

    @Test
    void crypto_5_a_key_has_33_bytes_a_compressed_prefix_and_x_below_the_prime() {
        for (BigInteger x : EDGES) {
            for (int prefix = 0; prefix < 256; prefix++) {
                boolean expected = (prefix == 2 || prefix == 3) && x.compareTo(P) < 0;
                Bytes key = Bytes.fromHex(HexFormat.of().toHexDigits((byte) prefix) + word(x));

                assertThat(Secp256k1Rules.hasKeyForm(key)).as("key %s", key).isEqualTo(expected);
            }
        }
    }

    @Test
    void crypto_5_a_key_of_another_length_is_refused() {
        Bytes good = Bytes.fromHex("02" + word(ONE));
        for (int size = 0; size < 66; size++) {
            byte[] resized = new byte[size];
            System.arraycopy(good.readOnlyArray(), 0, resized, 0, Math.min(size, good.size()));

            assertThat(Secp256k1Rules.hasKeyForm(Bytes.wrap(resized)))
                    .as("length %d", size)
                    .isEqualTo(size == 33);
        }
    }

    @Test
    void crypto_6_a_signature_has_r_below_the_order_and_low_s_and_neither_is_zero() {
        for (BigInteger r : EDGES) {
            for (BigInteger s : EDGES) {
                boolean expected = r.signum() > 0 && r.compareTo(N) < 0 && s.signum() > 0 && s.compareTo(HALF) <= 0;

                assertThat(Secp256k1Rules.hasSignatureForm(Bytes.fromHex(word(r) + word(s))))
                        .as("r %s, s %s", word(r), word(s))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void crypto_6_a_signature_of_another_length_is_refused() {
        byte[] ones = new byte[130];
        Arrays.fill(ones, (byte) 1);
        for (int size = 0; size <= ones.length; size++) {
            assertThat(Secp256k1Rules.hasSignatureForm(Bytes.copyOf(ones).slice(0, size)))
                    .as("length %d", size)
                    .isEqualTo(size == 64);
        }
    }

    @Test
    void crypto_7_a_secret_is_between_zero_and_the_order_exclusive() {
        for (BigInteger d : EDGES) {
            assertThat(Secp256k1Rules.hasSecretForm(Bytes.fromHex(word(d))))
                    .as(word(d))
                    .isEqualTo(d.signum() > 0 && d.compareTo(N) < 0);
        }
        assertThat(Secp256k1Rules.hasSecretForm(Bytes.EMPTY)).isFalse();
        assertThat(Secp256k1Rules.hasSecretForm(Bytes.fromHex("01".repeat(31)))).isFalse();
        assertThat(Secp256k1Rules.hasSecretForm(Bytes.fromHex("01".repeat(33)))).isFalse();
    }

    @Test
    void crypto_6_byte_comparison_agrees_with_big_numbers_near_every_limit() {
        long seed = 0x5ec256L;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            BigInteger s = EDGES.get(random.nextInt(EDGES.size()))
                    .add(BigInteger.valueOf(random.nextLong()).shiftLeft(random.nextInt(190)))
                    .mod(MAX);
            boolean expected = s.signum() > 0 && s.compareTo(HALF) <= 0;

            assertThat(Secp256k1Rules.hasSignatureForm(Bytes.fromHex(word(ONE) + word(s))))
                    .as("seed %d case %d s %s", seed, i, word(s))
                    .isEqualTo(expected);
        }
    }

    private static String word(BigInteger value) {
        String hex = value.toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }
}
