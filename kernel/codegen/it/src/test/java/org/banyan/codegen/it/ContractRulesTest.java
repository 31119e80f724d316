package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules, the tests and the examples say the same. */
class ContractRulesTest {
    private static final Path ROOT = Path.of("..", "..", "..");
    private static final Path PAGE = ROOT.resolve("docs/spi/contract.md");
    private static final List<Path> TESTS = List.of(
            Path.of("src", "test", "java"),
            ROOT.resolve("kernel/contract/src/test/java"),
            ROOT.resolve("kernel/codegen/src/test/java"));

    @Test
    void every_rule_has_a_test_and_every_test_a_rule() throws IOException {
        SortedSet<Integer> rules = numbers("\\| CONTRACT-(\\d+) \\|", List.of(PAGE));
        SortedSet<Integer> tests = new TreeSet<>();
        for (Path directory : TESTS) {
            try (Stream<Path> files = Files.walk(directory)) {
                tests.addAll(numbers(
                        " contract_(\\d+)_",
                        files.filter(file -> file.toString().endsWith("Test.java"))
                                .toList()));
            }
        }

        assertThat(rules).isNotEmpty().isEqualTo(tests);
    }

    @Test
    void the_pages_examples_are_those_that_run() throws IOException {
        assertThat(snippets("proto"))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(Path.of("src/test/contract/acme/counter/v1/counter.proto"))
                        .content()
                        .contains(snippet));
        assertThat(snippets("java"))
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(Path.of("src/test/java/org/banyan/codegen/it/CountingCounter.java"))
                        .content()
                        .contains(snippet));
    }

    private static List<String> snippets(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static SortedSet<Integer> numbers(String pattern, List<Path> files) throws IOException {
        SortedSet<Integer> found = new TreeSet<>();
        for (Path file : files) {
            List<MatchResult> matches = Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .toList();
            matches.forEach(match -> found.add(Integer.valueOf(match.group(1))));
        }
        return found;
    }
}
