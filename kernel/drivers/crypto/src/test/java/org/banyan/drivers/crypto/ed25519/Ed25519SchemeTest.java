package org.banyan.drivers.crypto.ed25519;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Ed25519SchemeTest {
    private static final long SEED = 0xed25519L;
    private static final int CASES = 14;
    private static final Hash MESSAGE = Hash.fromHex("33".repeat(32));

    private final Ed25519Scheme scheme = new Ed25519Scheme();
    private final SplittableRandom random = new SplittableRandom(SEED);

    /** RFC 8032 section 7.1. */
    record Vector(String secret, String key, String message, String signature) {}

    static Stream<Vector> vectors() {
        return Stream.of(
                new Vector(
                        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                        "",
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
                new Vector(
                        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                        "72",
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                new Vector(
                        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                        "af82",
                        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
                new Vector(
                        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void crypto_13_the_vectors_of_rfc_8032_hold(Vector vector) {
        Ed25519Signer signer = (Ed25519Signer) scheme.signer(Bytes.fromHex(vector.secret()));
        byte[] message = Bytes.fromHex(vector.message()).toArray();

        assertThat(signer.publicKey().bytes().toHex()).isEqualTo(vector.key());
        assertThat(signer.sign(message).toHex()).isEqualTo(vector.signature());
        assertThat(scheme.verify(message, Bytes.fromHex(vector.key()), Bytes.fromHex(vector.signature())))
                .isTrue();
    }

    @Test
    void crypto_14_what_is_accepted_holds_with_and_without_cofactor_by_an_independent_judge() {
        for (int i = 0; i < CASES; i++) {
            Ed25519Signer signer = (Ed25519Signer) scheme.signer(Bytes.wrap(randomBytes()));
            Hash message = Hash.of(randomBytes());
            Bytes key = signer.publicKey().bytes();
            Bytes signature = signer.sign(message);

            assertThat(scheme.verify(message, key, signature)).as(where(i)).isTrue();
            assertThat(Edwards.holdsExactly(key, message.bytes(), signature))
                    .as(where(i))
                    .isTrue();
            assertThat(Edwards.holdsWithCofactor(key, message.bytes(), signature))
                    .as(where(i))
                    .isTrue();
            assertThat(scheme.verify(message, key, flipBit(signature)))
                    .as(where(i))
                    .isFalse();
            assertThat(scheme.verify(message, flipBit(key), signature))
                    .as(where(i))
                    .isFalse();
            assertThat(scheme.verify(Hash.of(flipBit(message.bytes())), key, signature))
                    .as(where(i))
                    .isFalse();
        }
    }

    @Test
    void crypto_14_a_nonce_point_with_a_torsion_part_is_refused_although_libraries_disagree_on_it() {
        int libraryAccepts = 0;
        for (int i = 0; i < CASES; i++) {
            BigInteger a = scalar();
            Bytes key = Edwards.BASE.times(a).encoded();
            Hash message = Hash.of(randomBytes());
            Edwards.Point torsion = Edwards.TORSION.times(BigInteger.valueOf(1 + i % 7));
            Bytes signature = Edwards.sign(a, scalar(), torsion, key, message.bytes());

            assertThat(Edwards.holdsWithCofactor(key, message.bytes(), signature))
                    .as(where(i))
                    .isTrue();
            assertThat(Edwards.holdsExactly(key, message.bytes(), signature))
                    .as(where(i))
                    .isFalse();
            assertThat(scheme.verify(message, key, signature)).as(where(i)).isFalse();
            libraryAccepts +=
                    Ed25519.verify(signature.toArray(), 0, key.toArray(), 0, message.toArray(), 0, 32) ? 1 : 0;
        }
        assertThat(libraryAccepts)
                .as("Bouncy Castle alone accepts what verifiers without cofactor refuse")
                .isEqualTo(CASES);
    }

    @Test
    void crypto_14_a_key_with_a_torsion_part_is_refused_whatever_it_signs() {
        for (int i = 0; i < CASES; i++) {
            BigInteger a = scalar();
            Edwards.Point torsion = Edwards.TORSION.times(BigInteger.valueOf(1 + i % 7));
            Bytes key = Edwards.BASE.times(a).plus(torsion).encoded();
            Hash message = Hash.of(randomBytes());
            Bytes signature = Edwards.sign(a, scalar(), Edwards.NEUTRAL, key, message.bytes());

            assertThat(Edwards.holdsWithCofactor(key, message.bytes(), signature))
                    .as(where(i))
                    .isTrue();
            assertThat(scheme.isWellFormedKey(key)).as(where(i)).isFalse();
            assertThat(scheme.verify(message, key, signature)).as(where(i)).isFalse();
        }
    }

    @Test
    void crypto_14_keys_of_small_order_and_other_encodings_of_them_are_refused() {
        List<String> encodings = List.of(
                "01" + "00".repeat(31),
                "01" + "00".repeat(30) + "80",
                "00".repeat(32),
                "00".repeat(31) + "80",
                "ec" + "ff".repeat(30) + "7f",
                "ec" + "ff".repeat(31),
                "ed" + "ff".repeat(30) + "7f",
                "ee" + "ff".repeat(30) + "7f",
                "ff".repeat(32),
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");
        for (String encoding : encodings) {
            Bytes key = Bytes.fromHex(encoding);
            Bytes trivial = Bytes.concat(key, Bytes.fromHex("00".repeat(32)));

            assertThat(scheme.isWellFormedKey(key)).as(encoding).isFalse();
            assertThat(scheme.verify(MESSAGE, key, trivial)).as(encoding).isFalse();
        }
    }

    @Test
    void crypto_15_a_scalar_at_or_above_the_order_is_refused() {
        Ed25519Signer signer = (Ed25519Signer) scheme.signer(Bytes.fromHex("44".repeat(32)));
        Bytes signature = signer.sign(MESSAGE);
        byte[] reversed = signature.slice(32, 64).toArray();
        BigInteger s = BigInteger.ZERO;
        for (int i = 31; i >= 0; i--) {
            s = s.shiftLeft(8).or(BigInteger.valueOf(reversed[i] & 0xff));
        }
        Bytes malleated = Bytes.concat(signature.slice(0, 32), Bytes.wrap(Edwards.littleEndian(s.add(Edwards.L))));

        assertThat(scheme.verify(MESSAGE, signer.publicKey().bytes(), signature))
                .isTrue();
        assertThat(scheme.verify(MESSAGE, signer.publicKey().bytes(), malleated))
                .isFalse();
        assertThat(ScalarRules.isBelowOrder(Edwards.littleEndian(Edwards.L), 0)).isFalse();
        assertThat(ScalarRules.isBelowOrder(Edwards.littleEndian(Edwards.L.subtract(BigInteger.ONE)), 0))
                .isTrue();
        assertThat(ScalarRules.isBelowOrder(Edwards.littleEndian(Edwards.L.add(BigInteger.ONE)), 0))
                .isFalse();
    }

    @Test
    void crypto_15_wrong_lengths_are_refused_without_an_exception() {
        Ed25519Signer signer = (Ed25519Signer) scheme.signer(Bytes.fromHex("44".repeat(32)));
        Bytes key = signer.publicKey().bytes();
        Bytes signature = signer.sign(MESSAGE);
        for (int size = 0; size < 130; size++) {
            Bytes resizedSignature = Bytes.wrap(Arrays.copyOf(signature.toArray(), size));
            Bytes resizedKey = Bytes.wrap(Arrays.copyOf(key.toArray(), size));

            assertThat(scheme.verify(MESSAGE, key, resizedSignature)).isEqualTo(size == 64);
            assertThat(scheme.verify(MESSAGE, resizedKey, signature)).isEqualTo(size == 32);
            assertThat(scheme.isWellFormedKey(resizedKey)).isEqualTo(size == 32);
        }
    }

    @Test
    void crypto_14_more_keys_than_the_cache_holds_are_answered_as_without_it() {
        Ed25519Signer signer = (Ed25519Signer) scheme.signer(Bytes.fromHex("44".repeat(32)));
        Bytes mine = signer.publicKey().bytes();
        Bytes signature = signer.sign(MESSAGE);
        int valid = 0;
        for (int i = 0; i < 2 * ValidKeys.SLOTS; i++) {
            Bytes key = Bytes.wrap(randomBytes());
            boolean expected = Ed25519.validatePublicKeyFull(key.toArray(), 0);

            assertThat(scheme.isWellFormedKey(key)).as(where(i)).isEqualTo(expected);
            assertThat(scheme.isWellFormedKey(key)).as(where(i)).isEqualTo(expected);
            assertThat(scheme.verify(MESSAGE, key, signature)).as(where(i)).isFalse();
            valid += expected ? 1 : 0;
        }
        assertThat(valid).as("one in sixteen strings is a valid key").isBetween(64, 256);
        assertThat(scheme.verify(MESSAGE, mine, signature)).isTrue();
    }

    @Test
    void crypto_7_a_secret_of_another_length_is_refused() {
        assertThatThrownBy(() -> scheme.signer(Bytes.fromHex("44".repeat(64))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void crypto_12_a_signer_does_not_print_its_secret() {
        assertThat(scheme.signer(Bytes.fromHex("5ec2e7".repeat(10) + "aabb")).toString())
                .startsWith("Signer[ed25519 ")
                .doesNotContain("5ec2e7");
    }

    private static String where(int index) {
        return "seed " + SEED + " case " + index;
    }

    private BigInteger scalar() {
        return new BigInteger(1, randomBytes()).mod(Edwards.L);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private Bytes flipBit(Bytes bytes) {
        byte[] changed = bytes.toArray();
        int bit = random.nextInt(8 * changed.length);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(changed);
    }
}
