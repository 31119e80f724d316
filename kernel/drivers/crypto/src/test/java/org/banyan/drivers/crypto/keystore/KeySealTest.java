package org.banyan.drivers.crypto.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class KeySealTest {
    @Test
    void crypto_21_the_derivation_is_the_reference_implementations_argon2id() {
        byte[] key = KeySeal.derive(new Argon2Cost(256, 2, 1), Bytes.utf8("somesalt"), "password".toCharArray());

        assertThat(Bytes.wrap(key).toHex())
                .isEqualTo("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
    }

    @Test
    void crypto_21_the_standard_cost_is_64_mebibytes_and_three_passes() {
        assertThat(Argon2Cost.STANDARD).isEqualTo(new Argon2Cost(65_536, 3, 1));
    }
}
