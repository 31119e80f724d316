package org.banyan.contracts.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of rules and the tests say the same. */
class FeeRulesTest {
    private static final Path TESTS = Path.of("src/test/java/org/banyan/contracts/token");

    @Test
    void every_rule_has_a_test_and_every_test_a_rule() throws IOException {
        SortedSet<Integer> rules = numbers("\\| FEES-(\\d+) \\|", Path.of("../docs/spi/fees.md"));
        SortedSet<Integer> tests = numbers(" fees_(\\d+)_", TESTS.resolve("FeeRoleTest.java"));
        tests.addAll(numbers(" fees_(\\d+)_", TESTS.resolve("TokenPropertyTest.java")));

        assertThat(rules).isNotEmpty().isEqualTo(tests);
    }

    private static SortedSet<Integer> numbers(String pattern, Path file) throws IOException {
        SortedSet<Integer> found = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .forEach(match -> found.add(Integer.valueOf(match.group(1))));
        return found;
    }
}
