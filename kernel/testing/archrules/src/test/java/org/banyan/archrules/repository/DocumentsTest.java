package org.banyan.archrules.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern DECISION = Pattern.compile("\\d{4}-[a-z0-9-]+\\.md");

    private final Repository repository = Repository.here();

    @Test
    void every_link_between_documents_leads_to_a_file() throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : repository.documents()) {
            for (String link : linksIn(document)) {
                if (!Files.exists(document.resolveSibling(link))) {
                    broken.add(repository.root().relativize(document) + " -> " + link);
                }
            }
        }

        assertThat(broken).as("links to files that do not exist").isEmpty();
    }

    @Test
    void every_decision_has_its_number_once_its_four_parts_and_a_line_in_the_list() throws IOException {
        String list = repository.read("docs/adr/README.md");
        List<String> decisions;
        try (Stream<Path> files = Files.list(repository.root().resolve("docs/adr"))) {
            decisions = files.map(file -> file.getFileName().toString())
                    .filter(name -> DECISION.matcher(name).matches())
                    .sorted()
                    .toList();
        }

        assertThat(decisions.stream().map(name -> name.substring(0, 4)))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(decisions).allSatisfy(name -> {
            assertThat(repository.read("docs/adr/" + name))
                    .as(name)
                    .contains("\n## Context\n", "\n## Options\n", "\n## Decision\n", "\n## Consequences\n");
            assertThat(list).as("docs/adr/README.md lists it").contains("(" + name + ")");
        });
    }

    private static List<String> linksIn(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map((MatchResult result) -> result.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("#"))
                .map(link -> link.replaceFirst("#.*", ""))
                .toList();
    }
}
