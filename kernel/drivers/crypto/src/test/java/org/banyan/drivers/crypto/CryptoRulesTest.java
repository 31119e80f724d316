package org.banyan.drivers.crypto;

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
class CryptoRulesTest {
    private static final Path ROOT = Path.of("..", "..", "..");
    private static final List<Path> TESTS =
            List.of(Path.of("src", "test", "java"), ROOT.resolve("kernel/types/src/test/java/org/banyan/types/crypto"));

    @Test
    void every_rule_has_a_test_and_every_test_a_rule() throws IOException {
        SortedSet<Integer> rules = numbers("\\| CRYPTO-(\\d+) \\|", List.of(ROOT.resolve("docs/spi/crypto.md")));
        SortedSet<Integer> tests = new TreeSet<>();
        for (Path directory : TESTS) {
            try (Stream<Path> files = Files.walk(directory)) {
                tests.addAll(numbers(
                        "void crypto_(\\d+)_",
                        files.filter(file -> file.toString().endsWith("Test.java"))
                                .toList()));
            }
        }

        assertThat(rules).isNotEmpty().isEqualTo(tests);
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
