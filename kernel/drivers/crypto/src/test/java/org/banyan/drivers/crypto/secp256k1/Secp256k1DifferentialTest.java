package org.banyan.drivers.crypto.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;

/** Native and Bouncy Castle give one answer for every input: otherwise honest nodes fork. */
class Secp256k1DifferentialTest {
    private static final long SEED = 0xba17a9L;
    private static final int BASES = 300;
    private static final List<BigInteger> EDGES = List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            Curve.HALF,
            Curve.HALF.add(BigInteger.ONE),
            Curve.N.subtract(BigInteger.ONE),
            Curve.N,
            Curve.N.add(BigInteger.ONE),
            Curve.P.subtract(BigInteger.ONE),
            Curve.P,
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE));

    private final Secp256k1Scheme fast = Secp256k1Scheme.with(ProviderChoice.NATIVE);
    private final Secp256k1Scheme reference = Secp256k1Scheme.with(ProviderChoice.BOUNCYCASTLE);
    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void crypto_8_both_providers_sign_the_same_bytes_and_verify_each_other() {
        for (int i = 0; i < BASES; i++) {
            Bytes secret = secret(i);
            Hash message = message(i);
            String where = "seed " + SEED + " case " + i;

            Bytes signature = fast.signer(secret).sign(message);

            assertThat(fast.signer(secret).publicKey())
                    .as(where)
                    .isEqualTo(reference.signer(secret).publicKey());
            assertThat(reference.signer(secret).sign(message)).as(where).isEqualTo(signature);
            assertThat(agreed(message, fast.signer(secret).publicKey().bytes(), signature, where))
                    .as(where)
                    .isTrue();
        }
    }

    @Test
    void crypto_8_both_providers_refuse_every_alteration_of_a_valid_signature() {
        for (int i = 0; i < BASES; i++) {
            Bytes secret = secret(i);
            Hash message = Hash.of(randomBytes(32));
            Bytes key = reference.signer(secret).publicKey().bytes();
            Bytes signature = reference.signer(secret).sign(message);
            String where = "seed " + SEED + " case " + i;

            assertThat(agreed(message, key, flipBit(signature), where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(message, flipBit(key), signature, where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(Hash.of(flipBit(message.bytes())), key, signature, where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(message, key, highS(signature), where)).as(where).isFalse();
            assertThat(agreed(message, key, swapped(signature), where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(message, key, resized(signature), where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(message, resized(key), signature, where))
                    .as(where)
                    .isFalse();
            for (Bytes form : otherFormsOf(key)) {
                assertThat(agreed(message, form, signature, where)).as(where).isFalse();
            }
        }
    }

    @Test
    void crypto_8_a_message_that_is_zero_modulo_the_order_verifies_under_the_negated_key_for_both() {
        for (BigInteger zero : List.of(BigInteger.ZERO, Curve.N)) {
            Bytes key = reference.signer(secret(2)).publicKey().bytes();
            Bytes negated = Bytes.concat(Bytes.fromHex(key.at(0) == 2 ? "03" : "02"), key.slice(1, 33));
            Bytes signature = reference.signer(secret(0)).sign(Curve.message(zero));
            Bytes one = reference.signer(secret(0)).publicKey().bytes();
            Bytes minusOne = reference.signer(secret(1)).publicKey().bytes();

            assertThat(agreed(Curve.message(zero), one, signature, "z = 0")).isTrue();
            assertThat(agreed(Curve.message(zero), minusOne, signature, "z = 0"))
                    .isTrue();
            assertThat(agreed(Curve.message(zero), negated, signature, "z = 0")).isFalse();
        }
    }

    @Test
    void crypto_8_both_providers_agree_on_every_pair_of_extreme_numbers() {
        Hash message = message(7);
        Bytes key = reference.signer(secret(7)).publicKey().bytes();
        Bytes valid = reference.signer(secret(7)).sign(message);
        for (BigInteger edge : EDGES) {
            BigInteger r = new BigInteger(1, valid.slice(0, 32).toArray());
            BigInteger s = new BigInteger(1, valid.slice(32, 64).toArray());
            String where = "edge " + Curve.word(edge);

            assertThat(agreed(message, key, Curve.signature(edge, s), where))
                    .as(where)
                    .isFalse();
            assertThat(agreed(message, key, Curve.signature(r, edge), where))
                    .as(where)
                    .isFalse();
            for (BigInteger other : EDGES) {
                agreed(message, key, Curve.signature(edge, other), where);
                agreed(Curve.message(other), key, Curve.signature(edge, s), where);
            }
        }
    }

    @Test
    void crypto_9_both_providers_agree_which_keys_are_on_the_curve() {
        int onCurve = 0;
        for (int i = 0; i < 4 * BASES; i++) {
            BigInteger x = i < EDGES.size() ? EDGES.get(i) : new BigInteger(1, randomBytes(32));
            Bytes key = Bytes.fromHex((random.nextBoolean() ? "02" : "03") + Curve.word(x));
            boolean expected = x.compareTo(Curve.P) < 0 && Curve.isX(x);
            String where = "seed " + SEED + " key " + key;

            assertThat(fast.isWellFormedKey(key)).as(where).isEqualTo(expected);
            assertThat(reference.isWellFormedKey(key)).as(where).isEqualTo(expected);
            agreed(message(i), key, Bytes.wrap(randomBytes(64)), where);
            onCurve += expected ? 1 : 0;
        }
        assertThat(onCurve).as("the generator reaches both sides").isBetween(BASES, 3 * BASES);
    }

    @Test
    void crypto_8_a_nonce_point_whose_x_exceeds_the_order_is_valid_for_both() {
        int reached = 0;
        for (long k = 1; reached < 8; k++) {
            BigInteger x = Curve.N.add(BigInteger.valueOf(k));
            if (!Curve.isX(x)) {
                continue;
            }
            reached++;
            BigInteger s = new BigInteger(1, randomBytes(31)).add(BigInteger.ONE);
            BigInteger z = new BigInteger(1, randomBytes(32));
            Bytes signature = Curve.signature(BigInteger.valueOf(k), s);
            String where = "seed " + SEED + " r " + k;

            assertThat(agreed(Curve.message(z), Curve.keyFor(x, s, z), signature, where))
                    .as(where)
                    .isTrue();
        }
    }

    @Test
    void crypto_8_a_signature_that_leads_to_the_point_at_infinity_is_invalid_for_both() {
        for (int i = 0; i < 20; i++) {
            Bytes secret = secret(i);
            BigInteger d = new BigInteger(1, secret.toArray());
            BigInteger r = new BigInteger(1, randomBytes(31)).add(BigInteger.ONE);
            BigInteger s = new BigInteger(1, randomBytes(31)).add(BigInteger.ONE);
            BigInteger z = r.multiply(d).negate().mod(Curve.N);
            Bytes key = reference.signer(secret).publicKey().bytes();
            String where = "seed " + SEED + " case " + i;

            assertThat(agreed(Curve.message(z), key, Curve.signature(r, s), where))
                    .as(where)
                    .isFalse();
        }
    }

    private boolean agreed(Hash message, Bytes key, Bytes signature, String where) {
        boolean answer = reference.verify(message, key, signature);
        assertThat(fast.verify(message, key, signature))
                .as("%s: message %s key %s signature %s", where, message, key, signature)
                .isEqualTo(answer);
        return answer;
    }

    private Bytes secret(int index) {
        return switch (index) {
            case 0 -> Bytes.fromHex(Curve.word(BigInteger.ONE));
            case 1 -> Bytes.fromHex(Curve.word(Curve.N.subtract(BigInteger.ONE)));
            default -> Bytes.wrap(randomBytes(32));
        };
    }

    private Hash message(int index) {
        return index < EDGES.size() ? Curve.message(EDGES.get(index)) : Hash.of(randomBytes(32));
    }

    private byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private Bytes flipBit(Bytes bytes) {
        byte[] changed = bytes.toArray();
        int bit = random.nextInt(8 * changed.length);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(changed);
    }

    private Bytes resized(Bytes bytes) {
        int size = random.nextInt(2 * bytes.size() + 1);
        return Bytes.wrap(Arrays.copyOf(bytes.toArray(), size == bytes.size() ? size + 1 : size));
    }

    private static Bytes highS(Bytes signature) {
        BigInteger s = new BigInteger(1, signature.slice(32, 64).toArray());
        return Bytes.concat(signature.slice(0, 32), Bytes.fromHex(Curve.word(Curve.N.subtract(s))));
    }

    private static Bytes swapped(Bytes signature) {
        return Bytes.concat(signature.slice(32, 64), signature.slice(0, 32));
    }

    /** Uncompressed, both hybrids, x alone, the negated point and the point at infinity. */
    private static List<Bytes> otherFormsOf(Bytes key) {
        byte[] full = CustomNamedCurves.getByName("secp256k1")
                .getCurve()
                .decodePoint(key.toArray())
                .getEncoded(false);
        Bytes coordinates = Bytes.copyOf(full).slice(1, 65);
        Bytes x = key.slice(1, 33);
        return List.of(
                Bytes.copyOf(full),
                Bytes.concat(Bytes.fromHex("06"), coordinates),
                Bytes.concat(Bytes.fromHex("07"), coordinates),
                Bytes.concat(Bytes.fromHex("04"), x),
                Bytes.concat(Bytes.fromHex(key.at(0) == 2 ? "03" : "02"), x),
                x,
                Bytes.fromHex("00"));
    }
}
