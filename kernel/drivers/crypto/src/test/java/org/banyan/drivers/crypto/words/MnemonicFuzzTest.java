package org.banyan.drivers.crypto.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.types.Bytes;

/** Phrases as typed: read back as the words that they are, or refused. */
class MnemonicFuzzTest {
    @FuzzTarget
    void phrases(byte[] input) {
        String phrase = new String(input, StandardCharsets.UTF_8);
        try {
            List<String> words = Mnemonic.parse(phrase).reveal();
            assertThat(words)
                    .isEqualTo(List.of(phrase.strip().toLowerCase(Locale.ROOT).split("\\s+")));
            assertThat(Mnemonic.parse(String.join(" ", words)).reveal()).isEqualTo(words);
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }

    /** Words of every entropy of an allowed size lead back to it. */
    @FuzzTarget
    void entropies(byte[] input) {
        try {
            Mnemonic mnemonic = Mnemonic.of(Bytes.copyOf(input));
            assertThat(Mnemonic.parse(String.join("\n ", mnemonic.reveal()).toUpperCase(Locale.ROOT))
                            .reveal())
                    .isEqualTo(mnemonic.reveal());
            assertThat(input.length).isIn(16, 20, 24, 28, 32);
        } catch (IllegalArgumentException refusal) {
            assertThat(input.length).isNotIn(16, 20, 24, 28, 32);
        }
    }
}
