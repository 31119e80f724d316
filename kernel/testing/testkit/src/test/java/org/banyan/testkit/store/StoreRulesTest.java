package org.banyan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page of rules and the tests together. */
class StoreRulesTest {
    private static final Path ROOT = Path.of("../../..");
    private static final Path PAGE = ROOT.resolve("docs/spi/store.md");
    private static final List<Path> TESTS = List.of(
            Path.of("src/main/java/org/banyan/testkit/store"),
            Path.of("src/test/java/org/banyan/testkit/store"),
            ROOT.resolve("kernel/drivers/store-leveldb/src/test/java"));

    @Test
    void the_rules_and_the_tests_that_carry_their_numbers_are_the_same() throws IOException {
        TreeSet<String> named = found("`(store_\\d+_\\w+)`", Stream.of(PAGE));
        TreeSet<String> written = new TreeSet<>();
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                written.addAll(found("void (store_\\d+_\\w+)\\(", files.filter(Files::isRegularFile)));
            }
        }

        assertThat(named).isEqualTo(written);
    }

    @Test
    void the_rules_are_numbered_without_a_gap_and_each_names_a_test_of_its_own() throws IOException {
        List<String> rules = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| STORE-"))
                .toList();

        assertThat(IntStream.rangeClosed(1, rules.size()).mapToObj(number -> "| STORE-" + number + " "))
                .allSatisfy(start -> assertThat(rules).anyMatch(rule -> rule.startsWith(start)));
        assertThat(rules)
                .allSatisfy(rule ->
                        assertThat(rule).contains("`store_" + rule.replaceAll("^\\| STORE-(\\d+) .*", "$1") + "_"));
    }

    private static TreeSet<String> found(String pattern, Stream<Path> files) {
        return files.map(StoreRulesTest::text)
                .flatMap(text -> Pattern.compile(pattern).matcher(text).results())
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
