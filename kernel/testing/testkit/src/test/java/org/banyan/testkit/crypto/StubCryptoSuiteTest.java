package org.banyan.testkit.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.banyan.spi.crypto.CryptoSuiteFactory;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

class StubCryptoSuiteTest {
    private static final Hash MESSAGE = new Hash(1, 2, 3, 4);

    private final CryptoSuite suite = new StubCryptoSuite();
    private final SignatureScheme scheme = suite.defaultScheme();

    @Test
    void a_signature_verifies_for_its_key_and_message_and_for_no_other() {
        Signer alice = TestKeys.named(suite, "alice");
        Signer bob = TestKeys.named(suite, "bob");
        Bytes signature = alice.sign(MESSAGE);
        assertThat(scheme.verify(MESSAGE, alice.publicKey().bytes(), signature)).isTrue();
        assertThat(scheme.verify(MESSAGE, bob.publicKey().bytes(), signature)).isFalse();
        assertThat(scheme.verify(new Hash(1, 2, 3, 5), alice.publicKey().bytes(), signature))
                .isFalse();
        assertThat(scheme.verify(MESSAGE, Bytes.EMPTY, signature))
                .as("a malformed key")
                .isFalse();
        assertThat(scheme.verify(MESSAGE, alice.publicKey().bytes(), Bytes.EMPTY))
                .isFalse();
    }

    @Test
    void keys_of_a_name_are_the_same_in_every_run() {
        assertThat(TestKeys.named(suite, "alice").publicKey().bytes().toHex())
                .isEqualTo("f7ebb5e474fc34a0284f5e558ba754aa9731c41534f7f6bf15e5c43fcdb9525b");
    }

    @Test
    void a_factory_makes_it_by_its_id_alone() {
        CryptoSuiteFactory factory = ServiceLoader.load(CryptoSuiteFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.ids().contains(StubCryptoSuite.ID))
                .findFirst()
                .orElseThrow();
        assertThat(factory.create(StubCryptoSuite.ID).id()).isEqualTo(StubCryptoSuite.ID);
        assertThatThrownBy(() -> factory.create("sha256-secp256k1")).isInstanceOf(IllegalArgumentException.class);
        assertThat(suite.scheme(SignatureScheme.SECP256K1)).isEmpty();
    }
}
