package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules and the tests name the same numbers. */
class StateRulesTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "spi", "state.md");
    private static final Path TESTS = Path.of("src", "test", "java", "org", "banyan", "core", "tree");

    @Test
    void every_rule_has_a_test_and_every_test_a_rule() throws IOException {
        List<Path> tests;
        try (Stream<Path> files = Files.walk(TESTS)) {
            tests = files.filter(file -> file.toString().endsWith("Test.java")).toList();
        }

        assertThat(numbers("\\| STATE-(\\d+) \\|", List.of(PAGE)))
                .isNotEmpty()
                .isEqualTo(numbers("void state_(\\d+)_", tests));
    }

    private static SortedSet<Integer> numbers(String pattern, List<Path> files) throws IOException {
        SortedSet<Integer> found = new TreeSet<>();
        for (Path file : files) {
            Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(match -> found.add(Integer.valueOf(match.group(1))));
        }
        return found;
    }
}
