package org.banyan.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the page of rules, the rules in code and their tests together. */
class EvidenceRulesTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/spi/evidence.md");
    private static final List<String> MODULES =
            List.of("kernel/contract", "kernel/core", "consensus-spi/api", "contracts-genesis");

    @Test
    void every_rule_in_code_is_explained_on_the_page_and_no_other_is() {
        TreeSet<String> inCode = found("new RuleId\\(\"EVID-(\\d+)\"\\)", "src/main/java");
        assertThat(onPage()).isNotEmpty().isEqualTo(inCode);
    }

    @Test
    void every_rule_has_a_test_that_bears_its_number() {
        assertThat(onPage()).isEqualTo(found("void evid_(\\d+)_", "src/test/java"));
    }

    private static TreeSet<String> onPage() {
        return matches("(?m)^\\| EVID-(\\d+) \\|", text(PAGE));
    }

    private static TreeSet<String> found(String pattern, String folder) {
        TreeSet<String> all = new TreeSet<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve(folder);
            try (var files = Files.walk(sources)) {
                files.filter(Files::isRegularFile).forEach(file -> all.addAll(matches(pattern, text(file))));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return all;
    }

    private static TreeSet<String> matches(String pattern, String text) {
        TreeSet<String> all = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> all.add(match.group(1)));
        return all;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
