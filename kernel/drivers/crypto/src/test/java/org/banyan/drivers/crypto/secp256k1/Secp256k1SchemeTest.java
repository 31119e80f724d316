package org.banyan.drivers.crypto.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Stream;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Secp256k1SchemeTest {
    private static final Bytes ONE = Bytes.fromHex("00".repeat(31) + "01");
    private static final Hash MESSAGE = Hash.fromHex("77".repeat(32));

    /** RFC 6979 with SHA-256 on secp256k1, low-s: the vectors that Bitcoin libraries share. */
    record Vector(String secret, String text, String r, String s) {}

    static Stream<Vector> vectors() {
        return Stream.of(
                new Vector(
                        "0000000000000000000000000000000000000000000000000000000000000001",
                        "Satoshi Nakamoto",
                        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8",
                        "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"),
                new Vector(
                        "0000000000000000000000000000000000000000000000000000000000000001",
                        "All those moments will be lost in time, like tears in rain. Time to die...",
                        "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b",
                        "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21"),
                new Vector(
                        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
                        "Satoshi Nakamoto",
                        "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0",
                        "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5"),
                new Vector(
                        "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181",
                        "Alan Turing",
                        "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c",
                        "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea"),
                new Vector(
                        "e91671c46231f833a6406ccbea0e3e392c76c167bac1cb013f6f1013980455c2",
                        "There is a computer disease that anybody who works with computers knows about. It's a very"
                                + " serious disease and it interferes completely with the work. The trouble with"
                                + " computers is that you 'play' with them!",
                        "b552edd27580141f3b2a5463048cb7cd3e047b97c9f98076c32dbdf85a68718b",
                        "279fa72dd19bfae05577e06c7c0c1900c371fcd5893f7e1d56a37d30174671f6"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void crypto_10_known_vectors_come_out_of_both_providers(Vector vector) throws NoSuchAlgorithmException {
        Hash message = Hash.of(
                MessageDigest.getInstance("SHA-256").digest(vector.text().getBytes(StandardCharsets.UTF_8)));
        for (ProviderChoice choice : new ProviderChoice[] {ProviderChoice.NATIVE, ProviderChoice.BOUNCYCASTLE}) {
            Secp256k1Scheme scheme = Secp256k1Scheme.with(choice);
            Signer signer = scheme.signer(Bytes.fromHex(vector.secret()));

            Bytes signature = signer.sign(message);

            assertThat(signature.toHex()).as(choice.name()).isEqualTo(vector.r() + vector.s());
            assertThat(scheme.verify(message, signer.publicKey().bytes(), signature))
                    .as(choice.name())
                    .isTrue();
        }
    }

    @Test
    void crypto_10_the_public_key_of_one_is_the_generator() {
        assertThat(Secp256k1Scheme.with(ProviderChoice.AUTO)
                        .signer(ONE)
                        .publicKey()
                        .bytes()
                        .toHex())
                .isEqualTo("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
    }

    @Test
    void crypto_7_a_secret_out_of_range_is_refused_without_repeating_it() {
        Secp256k1Scheme scheme = Secp256k1Scheme.with(ProviderChoice.AUTO);
        for (String secret : new String[] {"00".repeat(32), "ff".repeat(32), "ab".repeat(31), ""}) {
            assertThatThrownBy(() -> scheme.signer(Bytes.fromHex(secret)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("secp256k1 secret")
                    .message()
                    .doesNotContain("abab", "ffff");
        }
    }

    @Test
    void crypto_11_a_faulty_signature_is_withheld() {
        Secp256k1Provider faulty = new FaultyProvider(new BouncyCastleProvider());
        Signer signer = Secp256k1Scheme.on(faulty).signer(ONE);

        assertThatThrownBy(() -> signer.sign(MESSAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withheld")
                .hasMessageContaining("faulty");
    }

    @Test
    void crypto_12_a_signer_does_not_print_its_secret() {
        Bytes secret = Bytes.fromHex("5ec2e7".repeat(10) + "aabb");

        assertThat(Secp256k1Scheme.with(ProviderChoice.AUTO).signer(secret).toString())
                .startsWith("Signer[secp256k1 0")
                .doesNotContain("5ec2e7");
    }

    @Test
    void crypto_4_a_native_library_that_does_not_load_falls_back_and_says_why() {
        ProviderSelection selection = ProviderSelection.of(ProviderChoice.AUTO, () -> {
            throw new UnsatisfiedLinkError("no library for this platform");
        });

        assertThat(selection.describe())
                .startsWith("Bouncy Castle (fallback: ")
                .contains("no library for this platform");
    }

    @Test
    void crypto_4_a_native_library_with_wrong_answers_is_not_used() {
        ProviderSelection selection =
                ProviderSelection.of(ProviderChoice.AUTO, () -> new FaultyProvider(new BouncyCastleProvider()));

        assertThat(selection.describe()).startsWith("Bouncy Castle (fallback: ").contains("differ");
    }

    @Test
    void crypto_4_demanding_the_native_library_refuses_to_start_without_it() {
        assertThatThrownBy(() -> ProviderSelection.of(ProviderChoice.NATIVE, () -> {
                    throw new UnsatisfiedLinkError("no library for this platform");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no library for this platform")
                .hasMessageContaining("banyan.crypto.secp256k1=auto");
    }

    @Test
    void crypto_4_the_system_property_takes_three_words() {
        assertThat(ProviderChoice.parse("auto")).isEqualTo(ProviderChoice.AUTO);
        assertThat(ProviderChoice.parse("Native")).isEqualTo(ProviderChoice.NATIVE);
        assertThat(ProviderChoice.parse("bouncycastle")).isEqualTo(ProviderChoice.BOUNCYCASTLE);
        assertThatThrownBy(() -> ProviderChoice.parse("openssl"))
                .hasMessageContaining("openssl")
                .hasMessageContaining("bouncycastle");
    }

    /** One bit of each signature is wrong. */
    private record FaultyProvider(Secp256k1Provider sound) implements Secp256k1Provider {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public boolean verify(byte[] message, byte[] key, byte[] signature) {
            return sound.verify(message, key, signature);
        }

        @Override
        public byte[] sign(byte[] message, byte[] secret) {
            byte[] signature = sound.sign(message, secret);
            signature[40] ^= 1;
            return signature;
        }

        @Override
        public byte[] publicKey(byte[] secret) {
            return sound.publicKey(secret);
        }

        @Override
        public boolean isOnCurve(byte[] key) {
            return sound.isOnCurve(key);
        }
    }
}
