package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/spi/finality.md} says what the code does, and each of its rules has tests. */
class RulesPageTest {
    private static final Path PAGE = Path.of("../../docs/spi/finality.md");
    private static final Path CODE = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void the_page_names_tests_that_exist_and_all_that_bear_a_rules_number() throws IOException {
        Set<String> named = found("`([a-z]\\w+_\\w+_\\w+)`", Files.readString(PAGE));
        Set<String> written = found("void (\\w+)\\(", text(TESTS));
        assertThat(written).containsAll(named);
        assertThat(named).containsAll(found("void (fin_\\d+_\\w+)\\(", text(TESTS)));
    }

    @Test
    void every_rule_has_a_test_and_every_refusal_is_a_rule() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> rules = found("(?m)^\\| (FIN-\\d+) \\|", page);
        assertThat(found("(?m)^\\| (FIN-\\d+) \\|.*\\| `\\w+`", page)).isEqualTo(rules);
        assertThat(rules).containsAll(found("new RuleId\\(\"([A-Z0-9-]+)\"\\)", text(CODE)));
        assertThat(rules).containsAll(found("\\b(FIN-\\d+)", text(CODE)));
    }

    private static String text(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
