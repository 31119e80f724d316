package org.banyan.drivers.crypto.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecodedKeysTest {
    private final List<String> decodings = new ArrayList<>();
    private final DecodedKeys<String> keys = new DecodedKeys<>(key -> {
        String name = key[0] + "/" + key[32];
        decodings.add(name);
        return key[0] == 2 ? Optional.of(name) : Optional.empty();
    });

    private static byte[] key(int first, int second, int last) {
        byte[] key = new byte[33];
        key[0] = (byte) first;
        key[1] = (byte) second;
        key[32] = (byte) last;
        return key;
    }

    @Test
    void a_key_is_decoded_once_and_not_before_it_comes_back() {
        assertThat(keys.find(key(2, 0, 7))).isEmpty();
        assertThat(decodings).isEmpty();
        assertThat(keys.find(key(2, 0, 7))).contains("2/7");
        assertThat(keys.find(key(2, 0, 7))).contains("2/7");
        assertThat(decodings).containsExactly("2/7");
    }

    @Test
    void a_key_that_shares_the_slot_pushes_the_other_out_and_gets_its_own_answer() {
        keys.find(key(2, 0, 7));
        keys.find(key(2, 0, 7));
        assertThat(keys.find(key(2, 1, 7))).isEmpty();
        assertThat(keys.find(key(2, 0, 7))).isEmpty();
        assertThat(keys.find(key(2, 0, 7))).contains("2/7");
    }

    @Test
    void a_key_that_is_no_point_is_never_kept_decoded() {
        keys.find(key(3, 0, 7));
        assertThat(keys.find(key(3, 0, 7))).isEmpty();
        assertThat(keys.find(key(3, 0, 7))).isEmpty();
        assertThat(decodings).hasSize(2);
    }
}
