package org.banyan.drivers.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.ServiceLoader;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.spi.crypto.CryptoSuiteFactory;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

class StandardCryptoSuitesTest {
    private static final Hash MESSAGE = Hash.fromHex("5a".repeat(32));

    private final CryptoSuiteFactory suites = new StandardCryptoSuites(ProviderChoice.AUTO);

    @Test
    void crypto_1_the_service_loader_finds_the_factory_with_both_suites() {
        var factories = ServiceLoader.load(CryptoSuiteFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();

        assertThat(factories).hasSize(1);
        assertThat(factories.getFirst().ids()).containsExactly("sha256-secp256k1", "sha256-ed25519");
    }

    @Test
    void crypto_1_every_listed_suite_can_be_made_and_bears_its_id() {
        for (String id : suites.ids()) {
            assertThat(suites.create(id).id()).isEqualTo(id);
        }
    }

    @Test
    void crypto_1_an_unknown_suite_is_refused_with_the_known_ones() {
        assertThatThrownBy(() -> suites.create("sha3-bls"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sha3-bls")
                .hasMessageContaining("sha256-secp256k1");
    }

    @Test
    void crypto_2_the_default_suite_accepts_both_schemes_and_prefers_secp256k1() {
        CryptoSuite suite = suites.create("sha256-secp256k1");

        assertThat(suite.defaultScheme().id()).isEqualTo(SignatureScheme.SECP256K1);
        assertThat(suite.scheme(SignatureScheme.SECP256K1)).isPresent();
        assertThat(suite.scheme(SignatureScheme.ED25519)).isPresent();
        assertThat(suite.scheme(3)).isEmpty();
    }

    @Test
    void crypto_2_the_ed25519_suite_accepts_nothing_else() {
        CryptoSuite suite = suites.create("sha256-ed25519");

        assertThat(suite.defaultScheme().id()).isEqualTo(SignatureScheme.ED25519);
        assertThat(suite.scheme(SignatureScheme.SECP256K1)).isEmpty();
    }

    @Test
    void crypto_3_each_scheme_signs_and_verifies_and_refuses_the_other_ones_signature() {
        CryptoSuite suite = suites.create("sha256-secp256k1");
        Bytes secret = Bytes.fromHex("11".repeat(32));
        for (int id : List.of(SignatureScheme.SECP256K1, SignatureScheme.ED25519)) {
            SignatureScheme scheme = suite.scheme(id).orElseThrow();
            SignatureScheme other = suite.scheme(3 - id).orElseThrow();
            Signer signer = scheme.signer(secret);

            Bytes signature = signer.sign(MESSAGE);

            assertThat(signer.publicKey().scheme()).isEqualTo(id);
            assertThat(scheme.verify(MESSAGE, signer.publicKey().bytes(), signature))
                    .isTrue();
            assertThat(other.verify(MESSAGE, signer.publicKey().bytes(), signature))
                    .isFalse();
            assertThat(other.verify(MESSAGE, other.signer(secret).publicKey().bytes(), signature))
                    .isFalse();
        }
    }

    @Test
    void crypto_3_the_same_key_bytes_under_two_schemes_have_two_addresses() {
        CryptoSuite suite = suites.create("sha256-secp256k1");
        Bytes bytes = Bytes.fromHex("22".repeat(32));

        assertThat(suite.addressOf(new PublicKey(1, bytes))).isNotEqualTo(suite.addressOf(new PublicKey(2, bytes)));
    }

    @Test
    void crypto_4_the_description_names_each_provider() {
        assertThat(new StandardCryptoSuites(ProviderChoice.BOUNCYCASTLE).describe())
                .isEqualTo("secp256k1: Bouncy Castle (as configured); ed25519: Bouncy Castle; sha256: JDK");
        assertThat(suites.describe()).startsWith("secp256k1: ").contains("ed25519: Bouncy Castle");
    }
}
