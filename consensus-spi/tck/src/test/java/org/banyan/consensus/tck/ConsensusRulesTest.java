package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page of rules, the rules in code and their tests together. */
class ConsensusRulesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("docs/spi/consensus.md");
    private static final Path CONTRACT = Path.of("src/main/java/org/banyan/consensus/tck");
    private static final List<Path> CODE = List.of(
            ROOT.resolve("consensus-spi/api/src/main/java"), ROOT.resolve("consensus-spi/authority/src/main/java"));
    private static final Path AUTHORITY_TESTS = ROOT.resolve("consensus-spi/authority/src/test/java");

    @Test
    void the_page_names_the_tests_of_the_contract_and_no_others() throws IOException {
        assertThat(found("`(c\\d+_\\w+)`", Stream.of(PAGE))).isEqualTo(found("void (c\\d+_\\w+)\\(", files(CONTRACT)));
    }

    @Test
    void every_rule_id_in_code_is_explained_on_the_page_and_no_other_is() throws IOException {
        TreeSet<String> inCode = new TreeSet<>();
        for (Path folder : CODE) {
            inCode.addAll(found("new RuleId\\(\"([A-Z0-9-]+)\"\\)", files(folder)));
        }
        inCode.removeIf(id -> id.startsWith("EVID-")); // a page of their own, held by EvidenceRulesTest
        assertThat(found("(?m)^\\| ((?:AUTH|CERT|LIGHT|WIT)-\\d+) \\|", Stream.of(PAGE)))
                .isEqualTo(inCode);
    }

    @Test
    void every_rule_of_authority_has_a_test_that_bears_its_number() throws IOException {
        TreeSet<String> tested = found("void auth_(\\d+)_", files(AUTHORITY_TESTS));
        assertThat(found("(?m)^\\| AUTH-(\\d+) \\|", Stream.of(PAGE))).isEqualTo(tested);
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static TreeSet<String> found(String pattern, Stream<Path> files) {
        return files.map(ConsensusRulesTest::text)
                .flatMap(text -> Pattern.compile(pattern).matcher(text).results())
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
