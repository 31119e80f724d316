package org.banyan.drivers.crypto.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.types.crypto.CryptoSuite;
import org.junit.jupiter.api.Test;

class DevKeysTest {
    private final CryptoSuite suite = new StandardCryptoSuites(ProviderChoice.AUTO).create("sha256-secp256k1");
    private final DevKeys keys = new DevKeys(suite);

    @Test
    void crypto_22_the_secret_of_alice_is_the_hash_of_its_documented_text() {
        // printf 'banyan public test key: alice' | sha256sum
        assertThat(DevKeys.secret("alice").reveal().toHex())
                .isEqualTo("517326314a1f67df3d802b9a2a4c6d905ca26a53a94a7a0dcba56fa763fe2120");
    }

    @Test
    void crypto_22_ten_names_have_ten_keys_and_all_are_recognised_in_both_schemes() {
        assertThat(DevKeys.NAMES).hasSize(10);
        assertThat(DevKeys.NAMES.stream().map(name -> keys.signer(name).publicKey()))
                .doesNotHaveDuplicates()
                .allMatch(keys::isTestKey);
        for (String name : DevKeys.NAMES) {
            var ed25519 =
                    suite.scheme(2).orElseThrow().signer(DevKeys.secret(name).reveal());
            assertThat(keys.isTestKey(ed25519.publicKey())).as(name).isTrue();
        }
    }

    @Test
    void crypto_22_keys_of_producers_are_others_and_recognised_too() {
        assertThat(DevKeys.PRODUCERS)
                .hasSize(21)
                .startsWith("producer-1", "producer-2")
                .doesNotContainAnyElementsOf(DevKeys.NAMES);
        assertThat(Stream.concat(DevKeys.NAMES.stream(), DevKeys.PRODUCERS.stream())
                        .map(name -> keys.signer(name).publicKey()))
                .doesNotHaveDuplicates()
                .allMatch(keys::isTestKey);
    }

    @Test
    void crypto_22_another_key_is_no_test_key() {
        var signer = suite.defaultScheme()
                .signer(Secret.fromHex("5ec2e7".repeat(10) + "abcd").reveal());

        assertThat(keys.isTestKey(signer.publicKey())).isFalse();
    }

    @Test
    void crypto_22_an_unknown_name_is_refused() {
        assertThatThrownBy(() -> keys.signer("mallory")).hasMessageContaining("alice");
    }
}
