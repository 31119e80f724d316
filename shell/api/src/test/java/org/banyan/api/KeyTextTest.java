package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private static String text(String hex) {
        return KeyText.of(Bytes.fromHex(hex));
    }

    @Test
    void what_can_be_read_is_in_quotes_and_the_rest_hexadecimal() {
        assertThat(text("010000")).isEqualTo("010000");
        assertThat(text("01736b752d3100")).isEqualTo("01 \"sku-1\" 00");
        assertThat(text("4142")).as("two letters are as likely chance").isEqualTo("4142");
        assertThat(text("")).isEmpty();
    }

    @Test
    void long_keys_are_cut() {
        assertThat(text("00".repeat(200))).hasSize(2 * 96 + 2).endsWith(" …");
    }

    @FuzzTarget
    void any_key_is_shown_by_harmless_characters(byte[] input) {
        assertThat(KeyText.of(Bytes.wrap(input))).matches("[ -~]*…?");
    }
}
