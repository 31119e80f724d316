package org.banyan.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void what_is_written_reads_back_the_same_in_both_forms() {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Json value = randomValue(random, 4);
            assertThat(Json.parse(value.compact()))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(value);
            assertThat(Json.parse(value.pretty()))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(value);
        }
    }

    private static Json randomValue(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Json.of(randomText(random));
            case 1 -> Json.of(random.nextLong());
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> Json.Null.VALUE;
            case 4 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(randomValue(random, depth - 1));
                }
                yield new Json.Array(elements);
            }
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(randomText(random), randomValue(random, depth - 1));
                }
                yield new Json.Object(members);
            }
        };
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int codePoint = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10_FFFF);
            boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
            text.appendCodePoint(surrogate ? '?' : codePoint);
        }
        return text.toString();
    }

    @Test
    void numbers_keep_every_digit() {
        String amount = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

        assertThat(Json.parse(amount)).isEqualTo(new Json.Number(amount));
        assertThat(Json.parse("-0.50e+3").compact()).isEqualTo("-0.50e+3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":1,"a":2}      | appears twice
                    {"a":1,}           | a name in double quotes
                    [1,]               | a value is missing
                    {'a':1}            | a name in double quotes
                    [1 2]              | ']' is missing
                    01                 | nothing may follow
                    +1                 | a value is missing
                    1.                 | a digit must follow
                    1e                 | a digit must follow
                    tru                | misspelt
                    alice              | misspelt
                    "a                 | no closing quote
                    "\\x"               | is no escape
                    "\\u12g4"           | four hexadecimal digits
                    "\\ud800"           | half a surrogate pair
                    {} {}              | nothing may follow
                    """)
    void what_is_not_json_is_refused_with_its_place(String text, String why) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("line 1, column");
    }

    @Test
    void control_characters_never_reach_a_terminal() {
        assertThatThrownBy(() -> Json.parse("\"\u0007\"")).hasMessageContaining("control character");
        assertThat(Json.of("\u001b[31m\u009b").compact()).isEqualTo("\"\\u001b[31m\\u009b\"");
    }

    @Test
    void nesting_and_size_are_limited() {
        String deep = "[".repeat(JsonParser.DEPTH_MAX + 2);
        String large = " ".repeat(JsonParser.TEXT_MAX) + "1";

        assertThatThrownBy(() -> Json.parse(deep)).hasMessageContaining("deeper than");
        assertThatThrownBy(() -> Json.parse(large)).hasMessageContaining("more than the limit");
    }

    @Test
    void the_place_of_a_mistake_counts_lines() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": x\n}")).hasMessageContaining("line 2, column 8");
    }
}
