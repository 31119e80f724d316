package org.banyan.drivers.crypto.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MnemonicTest {
    private static final String TWENTY_FOUR = "abandon ".repeat(23) + "art";

    /** Official BIP-39 vectors; their passphrase is TREZOR. */
    record Vector(String entropy, String phrase, String seed) {}

    static Stream<Vector> vectors() {
        return Stream.of(
                new Vector(
                        "00".repeat(16),
                        "abandon ".repeat(11) + "about",
                        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04"),
                new Vector(
                        "7f".repeat(16),
                        "legal winner thank year wave sausage worth useful legal winner thank yellow",
                        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607"),
                new Vector(
                        "00".repeat(32),
                        TWENTY_FOUR,
                        "bda85446c68413707090a52022edd26a1c9462295029f2e60cd7c4f2bbd3097170af7a4d73245cafa9c3cca8d561a7c3de6f5d4a10be8ed2a5e608d68f92fcc8"),
                new Vector(
                        "ff".repeat(32),
                        "zoo ".repeat(23) + "vote",
                        "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e1613912f0a5b694407be899ffd31ed3992c456cdf60f5d4564b8ba3f05a69890ad"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void crypto_23_the_vectors_of_bip_39_hold(Vector vector) {
        Mnemonic mnemonic = Mnemonic.of(Bytes.fromHex(vector.entropy()));

        assertThat(String.join(" ", mnemonic.reveal())).isEqualTo(vector.phrase());
        assertThat(mnemonic.seed("TREZOR").toHex()).isEqualTo(vector.seed());
        assertThat(Mnemonic.parse(vector.phrase()).reveal()).isEqualTo(mnemonic.reveal());
    }

    @Test
    void crypto_23_every_entropy_comes_back_from_its_words() {
        long seed = 0xb1b39L;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] entropy = new byte[16 + 4 * (i % 5)];
            random.nextBytes(entropy);
            Mnemonic mnemonic = Mnemonic.of(Bytes.wrap(entropy));

            assertThat(mnemonic.reveal()).as("seed %d case %d", seed, i).hasSize(entropy.length * 3 / 4);
            assertThat(Mnemonic.parse(
                                    "  " + String.join("\n ", mnemonic.reveal()).toUpperCase(Locale.ROOT))
                            .reveal())
                    .as("seed %d case %d", seed, i)
                    .isEqualTo(mnemonic.reveal());
        }
    }

    @Test
    void crypto_23_an_unknown_word_is_reported_by_its_position_alone() {
        assertThatThrownBy(() -> Mnemonic.parse("abandon abandon abandno " + "abandon ".repeat(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word 3")
                .message()
                .doesNotContain("aband");
    }

    @Test
    void crypto_23_a_wrong_checksum_or_count_is_refused() {
        assertThatThrownBy(() -> Mnemonic.parse("abandon ".repeat(24)))
                .hasMessageContaining("checksum")
                .message()
                .doesNotContain("abandon");
        for (int count : new int[] {0, 1, 11, 13, 23, 25, 27}) {
            assertThatThrownBy(() -> Mnemonic.parse("zoo ".repeat(count))).hasMessageContaining("24 words");
        }
        assertThatThrownBy(() -> Mnemonic.parse("zoo ".repeat(1000))).hasMessageContaining("at most");
        assertThatThrownBy(() -> Mnemonic.of(Bytes.fromHex("00".repeat(17)))).hasMessageContaining("17");
    }

    @Test
    void crypto_12_a_phrase_does_not_print_itself() {
        assertThat(Mnemonic.parse(TWENTY_FOUR)).hasToString("Mnemonic[24 words hidden]");
    }

    @Test
    void crypto_23_the_list_is_sorted_so_that_words_can_be_searched() {
        List<String> words = IntStream.range(0, EnglishWords.COUNT)
                .mapToObj(EnglishWords::at)
                .toList();

        assertThat(words).isSorted().doesNotHaveDuplicates().hasSize(2048);
    }
}
