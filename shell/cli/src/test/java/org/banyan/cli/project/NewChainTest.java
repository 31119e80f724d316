package org.banyan.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewChainTest {
    private static final Path TEMPLATE = Path.of("../../sidechain-template");

    @TempDir
    private Path folder;

    private Run create(String... words) {
        return Run.of(Stream.concat(Stream.of("new", "chain", "--dir", project().toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    private Path project() {
        return folder.resolve("project");
    }

    private static List<Path> filesOf(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_project_has_the_new_names_everywhere() throws IOException {
        Run run = create("supply", "--package", "com.acme.supply");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project().resolve("genesis.conf"))
                .content()
                .contains("name = \"supply\"", "symbol = \"SUPPLY\"", "slot-millis = 500")
                .doesNotContain("2026-01-01T00:00:00Z");
        assertThat(project().resolve("pom.xml"))
                .content()
                .contains("<groupId>com.acme.supply</groupId>", "<artifactId>supply</artifactId>");
        assertThat(project().resolve("src/main/contract/com/acme/supply/v1/goods.proto"))
                .content()
                .contains("package com.acme.supply.v1;", "java_package = \"com.acme.supply\"");
        assertThat(project().resolve("src/main/resources/META-INF/services/org.banyan.contract.TrustedContract"))
                .hasContent("com.acme.supply.TrustedGoods");
        for (Path file : filesOf(project())) {
            assertThat(file.toString()).doesNotContainIgnoringCase("freight");
            assertThat(project().resolve(file)).content().doesNotContainIgnoringCase("freight");
        }
    }

    @Test
    void a_project_has_every_file_of_the_template() throws IOException {
        create("supply", "--package", "com.example.freight");

        List<Path> expected = new ArrayList<>(filesOf(TEMPLATE));
        expected.removeIf(file -> file.startsWith("target") || file.startsWith(".banyan-dev"));
        assertThat(filesOf(project())).containsExactlyElementsOf(expected).contains(Path.of(".gitignore"));
        Path rules = Path.of("src/main/java/com/example/freight/GoodsRules.java");
        assertThat(project().resolve(rules)).hasSameTextualContentAs(TEMPLATE.resolve(rules));
    }

    @Test
    void a_name_that_contains_the_template_s_is_put_once() throws IOException {
        create("freight-2", "--package", "com.freight.freight");

        assertThat(project().resolve("pom.xml"))
                .content()
                .contains("<groupId>com.freight.freight</groupId>", "<artifactId>freight-2</artifactId>");
        assertThat(project().resolve("genesis.conf")).content().contains("symbol = \"FREIGHT2\"");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1s, 1000", "50ms, 50", "2m, 120000", "60m, 3600000"})
    void the_block_time_is_the_slot_of_the_genesis(String time, String millis) {
        create("supply", "--block-time", time);

        assertThat(project().resolve("genesis.conf")).content().contains("slot-millis = " + millis + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "s",
                "-1s",
                "1.5s",
                "1h",
                "0s",
                "49ms",
                "61m",
                "999999999m",
                "9999999999999999999s",
                "1s\nx"
            })
    void block_times_that_no_chain_may_have_are_refused(String time) {
        Run run = create("supply", "--block-time=" + time);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ARGUMENT_INVALID", "block time", "fix: ");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "supply, chains.supply, SUPPLY",
        "bank-of-2, chains.bankof2, BANKOF2",
        "9lives, chains.chain9lives, T9LIVES",
        "7, chains.chain7, T7",
        "new, chains.new_, NEW",
        "abcdefghijabcdefghijabcdefghij12, chains.abcdefghijabcdefghijabcdefghij12, ABCDEFGHIJAB"
    })
    void package_and_symbol_follow_from_the_name(String name, String javaPackage, String symbol) {
        Run run = create(name);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(project().resolve("pom.xml")).content().contains("<groupId>" + javaPackage + "</groupId>");
        assertThat(project().resolve("genesis.conf")).content().contains("symbol = \"" + symbol + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "a-",
                "a--b",
                "Supply",
                "a_b",
                "main",
                "..",
                "../up",
                "a/b",
                "/etc",
                "a\\b",
                "a b",
                "a\nname = b",
                "a\"",
                "a<b>",
                "$(id)",
                "${x}",
                "é",
                "\u0661",
                "abcdefghijabcdefghijabcdefghij123"
            })
    void names_that_a_chain_would_refuse_are_refused_here(String name) {
        Run run = create(name);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ARGUMENT_INVALID", "fix: ");
        assertThat(folder).isEmptyDirectory();
    }

    /** A project is built with the libraries of the version that made it. */
    @Test
    void the_template_is_of_this_version() throws IOException {
        Matcher version = Pattern.compile("<banyan.version>(.+)</banyan.version>")
                .matcher(Files.readString(Path.of("../../pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(TEMPLATE.resolve("pom.xml")).content().contains(version.group());
    }
}
