package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.types.crypto.Tag;
import org.junit.jupiter.api.Test;

/** The page of rules, the tests and the tags say the same. */
class EncodingRulesTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "spi", "encoding.md");
    private static final Path TESTS = Path.of("src", "test", "java");

    @Test
    void every_rule_has_a_test_and_every_test_a_rule() {
        SortedSet<String> rules = new TreeSet<>(found("\\| ((?:ENC|LIST|SMT|PROOF)-\\d+) \\|", read(PAGE))
                .map(match -> match.group(1))
                .toList());
        SortedSet<String> tested = new TreeSet<>(testSources()
                .flatMap(source -> found("void (enc|list|smt|proof)_(\\d+)_", source))
                .map(match -> match.group(1).toUpperCase(Locale.ROOT) + "-" + match.group(2))
                .toList());

        assertThat(rules).isNotEmpty().isEqualTo(tested);
    }

    @Test
    void enc_16_the_page_lists_every_tag_once_with_its_code() {
        List<String> listed = found("\\| (0x[0-9a-f]{2}) \\| ([A-Z_]+) \\|", read(PAGE))
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Tag.values())
                        .map(tag -> String.format(Locale.ROOT, "0x%02x %s", tag.code(), tag))
                        .toList());
        assertThat(Arrays.stream(Tag.values()).map(Tag::code)).doesNotHaveDuplicates();
    }

    private static Stream<String> testSources() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .map(EncodingRulesTest::read)
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<MatchResult> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
