package org.banyan.archrules.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhitepaperMapTest {
    private static final String IDS = "[ALHBX]\\d\\d|V\\d\\d|SPI\\d{1,2}|R[SLDIXCAK]\\d";

    private final Repository repository = Repository.here();
    private final WhitepaperMap map = WhitepaperMap.parse(repository.read("docs/whitepaper-map.yml"));

    @Test
    void every_id_is_one_that_a_promise_has() {
        assertThat(map.entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.id()).matches(IDS));
    }

    @Test
    void every_link_leads_to_something() {
        assertThat(map.entries().stream()
                        .flatMap(entry -> Stream.concat(entry.code().stream(), entry.test().stream())
                                .filter(link -> !resolves(link))
                                .map(link -> entry.id() + ": " + link)))
                .as("links of docs/whitepaper-map.yml to files or methods that do not exist; follow what was moved")
                .isEmpty();
    }

    @Test
    void every_test_is_a_java_file() {
        assertThat(map.entries())
                .allSatisfy(entry -> assertThat(entry.test())
                        .as("%s: tests are files, not folders", entry.id())
                        .allMatch(link -> link.matches(".*\\.(java|sh)(#\\w+)?")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A01:\n  statement: s\n  status: kept\n  code:\n    - a\n",
                "A01:\n  statement: s\n  status: done\n  code:\n    - a\n  test:\n    - b\n",
                "A01:\n  statement: s\n  status: partly\n  code:\n    - a\n  test:\n    - b\n",
                "A01:\n  stated: s\n",
                "A01:\n  code: [a, b]\n",
                "A01:\n  statement: s\n  status: kept\n  code:\n    - a\n  test:\n    - b\nA01:\n",
            })
    void a_map_of_another_form_is_refused(String yaml) {
        assertThatThrownBy(() -> WhitepaperMap.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_link_to_nothing_is_noticed() {
        assertThat(resolves("kernel/nothing.java")).isFalse();
        assertThat(resolves("docs/whitepaper-map.yml#no_such_method")).isFalse();
        assertThat(resolves("pom.xml")).isTrue();
    }

    private boolean resolves(String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        if (!repository.has(path)) {
            return false;
        }
        return hash < 0
                || (Files.isRegularFile(repository.root().resolve(path))
                        && repository.read(path).contains(" " + link.substring(hash + 1) + "("));
    }
}
