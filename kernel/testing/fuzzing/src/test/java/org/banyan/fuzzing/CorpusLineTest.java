package org.banyan.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorpusLineTest {
    @Test
    void a_line_is_hex_or_text_with_escapes() {
        assertThat(CorpusLine.read("00ff10")).containsExactly(0, 0xff, 0x10);
        assertThat(CorpusLine.read("\"a\\n\\\\\\\"\\xff\u00e9\""))
                .containsExactly('a', '\n', '\\', '"', 0xff, 0xc3, 0xa9);
        assertThat(CorpusLine.read("\"\"")).isEmpty();
    }

    @Test
    void every_input_comes_back_from_its_line() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            byte[] input = new byte[random.nextInt(40)];
            random.nextBytes(input);
            if (i % 2 == 0) {
                for (int at = 0; at < input.length; at++) {
                    input[at] = (byte) (random.nextInt(10) == 0 ? input[at] : ' ' + random.nextInt(95));
                }
            }
            assertThat(CorpusLine.read(CorpusLine.write(input))).isEqualTo(input);
        }
    }

    @Test
    void text_is_written_as_text() {
        assertThat(CorpusLine.write("{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\"{\\\"a\\\": 1}\\n\"");
    }

    @Test
    void what_is_neither_is_refused_with_its_line() {
        assertThatThrownBy(() -> Corpus.parse("some.corpus", "# says nothing\n\n00\n0g"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("some.corpus line 4");
        assertThatThrownBy(() -> CorpusLine.read("\"open")).hasMessageContaining("closing quote");
        assertThatThrownBy(() -> CorpusLine.read("\"\\q\"")).hasMessageContaining("unknown escape");
        assertThatThrownBy(() -> CorpusLine.read("\"\\x1\"")).hasMessageContaining("two hex digits");
    }
}
