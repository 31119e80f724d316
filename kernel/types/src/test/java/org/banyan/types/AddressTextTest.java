package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of BIP-350, and the addresses made with it. Rule ENC-17 of docs/spi/encoding.md. */
class AddressTextTest {
    private static final AddressText DEV = new AddressText("dev");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A1LQFN3A",
                "a1lqfn3a",
                "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
                "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
                "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
                "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
                "?1v759aa"
            })
    void enc_17_valid_strings_of_bip_350_are_read_and_written_back(String text) {
        var decoded = Bech32m.decode(text);

        assertThat(Bech32m.encodeGroups(decoded.prefix(), decoded.groups())).isEqualTo(text.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 1xj0phk",
                "\u007f1g6xzxy",
                "\u00801vctc34",
                "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
                "qyrz8wqd2c9m",
                "1qyrz8wqd2c9m",
                "y1b0jsk6g",
                "lt1igcx5c0",
                "in1muywd",
                "mm1crxm3i",
                "au1s5cgom",
                "M1VUXWEZ",
                "16plkw9",
                "1p2gdwpf"
            })
    void invalid_strings_of_bip_350_are_refused(String text) {
        assertThatThrownBy(() -> Bech32m.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_bech32_checksum_that_came_before_is_refused() {
        assertThatThrownBy(() -> Bech32m.decode("a12uel5l")).hasMessageContaining("checksum");
    }

    @Test
    void enc_17_an_address_is_read_back_from_its_text_in_either_case() {
        Seeds.each(500, values -> {
            Address address = values.address();
            String text = DEV.format(address);

            assertThat(text).startsWith("dev1").hasSize(62);
            assertThat(DEV.parse(text)).isEqualTo(address);
            assertThat(DEV.parse(text.toUpperCase(Locale.ROOT))).isEqualTo(address);
        });
    }

    @Test
    void one_wrong_character_or_two_swapped_ones_are_found() {
        Seeds.each(500, values -> {
            String text = DEV.format(values.address());
            var wrong = new StringBuilder(text);
            int at = 4 + values.upTo(text.length() - 5);
            wrong.setCharAt(at, text.charAt(at) == 'q' ? 'p' : 'q');
            assertThatThrownBy(() -> DEV.parse(wrong.toString())).hasMessageContaining("checksum");

            int left = 4 + values.upTo(text.length() - 6);
            if (text.charAt(left) != text.charAt(left + 1)) {
                var swapped = new StringBuilder(text);
                swapped.setCharAt(left, text.charAt(left + 1));
                swapped.setCharAt(left + 1, text.charAt(left));
                assertThatThrownBy(() -> DEV.parse(swapped.toString())).hasMessageContaining("checksum");
            }
        });
    }

    @Test
    void enc_17_an_address_of_another_chain_is_refused_with_both_prefixes() {
        String text = new AddressText("main").format(new Address(new Hash(1, 2, 3, 4)));

        assertThatThrownBy(() -> DEV.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'main'")
                .hasMessageContaining("'dev'");
    }

    @Test
    void mixed_case_is_refused() {
        String text = DEV.format(new Address(new Hash(1, 2, 3, 4)));

        assertThatThrownBy(() -> DEV.parse("D" + text.substring(1))).hasMessageContaining("mixes upper and lower case");
    }

    @Test
    void another_number_of_bytes_is_refused() {
        for (int size : new int[] {0, 1, 20, 31, 33}) {
            String text = Bech32m.encode("dev", Bytes.wrap(new byte[size]));
            assertThatThrownBy(() -> DEV.parse(text)).hasMessageContaining("holds " + size + " bytes instead of 32");
        }
    }

    @Test
    void padding_that_is_not_zero_is_refused() {
        Bytes groups =
                Bech32m.decode(DEV.format(new Address(new Hash(1, 2, 3, 4)))).groups();
        byte[] changed = groups.toArray();
        changed[changed.length - 1] |= 1;

        assertThatThrownBy(() -> DEV.parse(Bech32m.encodeGroups("dev", Bytes.wrap(changed))))
                .hasMessageContaining("zero padding");
    }

    @Test
    void a_text_of_any_length_is_refused_in_few_words() {
        assertThatThrownBy(() -> DEV.parse("dev1" + "q".repeat(1_000_000)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Dev", "dev1", "d v", "abcdefghijklmnopq", "dév"})
    void a_prefix_of_another_form_is_refused(String prefix) {
        assertThatThrownBy(() -> new AddressText(prefix)).hasMessageContaining("lower-case letters");
    }
}
