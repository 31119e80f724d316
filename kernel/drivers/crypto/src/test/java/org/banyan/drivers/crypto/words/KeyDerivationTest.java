package org.banyan.drivers.crypto.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.drivers.crypto.ed25519.Ed25519Scheme;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.drivers.crypto.secp256k1.Secp256k1Scheme;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {
    private static final Bytes SEED = Bytes.fromHex("000102030405060708090a0b0c0d0e0f");
    private static final int HARDENED = KeyDerivation.HARDENED;
    private static final Mnemonic PHRASE = Mnemonic.of(Bytes.fromHex("42".repeat(32)));

    private final KeyDerivation secp256k1 = new KeyDerivation(Secp256k1Scheme.with(ProviderChoice.AUTO));
    private final KeyDerivation ed25519 = new KeyDerivation(new Ed25519Scheme());

    @Test
    void crypto_24_the_first_vector_of_bip_32_holds() {
        assertNode(
                secp256k1.descend(SEED, List.of()),
                "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
                "873dff81c02f525623fd1fe5167eac3a55a049de3d314bb42ee227ffed37d508");
        assertNode(
                secp256k1.descend(SEED, List.of(HARDENED)),
                "edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea",
                "47fdacbd0f1097043b78c63c20c34ef4ed9a111d980047ad16282c7ae6236141");
        assertNode(
                secp256k1.descend(SEED, List.of(HARDENED, 1)),
                "3c6cb8d0f6a264c91ea8b5030fadaa8e538b020f0a387421a12de9319dc93368",
                "2a7857631386ba23dacac34180dd1983734e444fdbf774041578e9b6adb37c19");
    }

    @Test
    void crypto_24_the_first_vector_of_slip_10_for_ed25519_holds() {
        assertNode(
                ed25519.descend(SEED, List.of()),
                "2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7",
                "90046a93de5380a72b5e45010748567d5ea02bbf6522f979e05c0d8d8ca9fffb");
        assertNode(
                ed25519.descend(SEED, List.of(HARDENED)),
                "68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3",
                "8b59aa11380b624e81507a27fedda59fea6d0b779a778918a2fd3590e16e9c69");
    }

    @Test
    void crypto_24_accounts_passphrases_and_schemes_lead_to_different_keys_and_the_same_ones_again() {
        Bytes first = secp256k1.secret(PHRASE, "", 0);

        assertThat(secp256k1.secret(PHRASE, "", 0)).isEqualTo(first);
        assertThat(List.of(
                        first,
                        secp256k1.secret(PHRASE, "", 1),
                        secp256k1.secret(PHRASE, "more", 0),
                        ed25519.secret(PHRASE, "", 0)))
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(secret.size()).isEqualTo(32));
    }

    @Test
    void crypto_24_an_account_out_of_range_is_refused() {
        assertThatThrownBy(() -> secp256k1.secret(PHRASE, "", -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> secp256k1.secret(PHRASE, "", KeyDerivation.ACCOUNT_MAX + 1))
                .hasMessageContaining("1000001");
    }

    private static void assertNode(KeyDerivation.Node node, String key, String chainCode) {
        assertThat(node.key().toHex()).isEqualTo(key);
        assertThat(node.chainCode().toHex()).isEqualTo(chainCode);
        assertThat(node.toString()).doesNotContain(key);
    }
}
