package org.banyan.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.banyan.cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewContractTest {
    @TempDir
    private Path folder;

    private Run create(String name, String... more) {
        Path target = folder.resolve("project");
        return Run.of(Stream.concat(Stream.of("new", "contract", name, "--dir", target.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void a_project_has_everything_filled_in() throws IOException {
        Run run = create("stock-list", "--package", "com.acme.stock");

        assertThat(run.code()).as(run.err()).isZero();
        Path project = folder.resolve("project");
        assertThat(project.resolve("src/main/contract/com/acme/stock/v1/stock_list.proto"))
                .content()
                .contains("service StockList", "name: \"stock-list\" version: 1", "package com.acme.stock.v1;");
        assertThat(project.resolve("src/main/resources/META-INF/services/org.banyan.contract.TrustedContract"))
                .hasContent("com.acme.stock.TrustedStockList");
        assertThat(project.resolve(".gitignore")).content().contains("target/");
        try (Stream<Path> files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .hasSizeGreaterThan(6)
                    .allSatisfy(file -> {
                        assertThat(file.toString()).doesNotContain("@");
                        assertThat(file)
                                .content()
                                .doesNotContainPattern(
                                        "@(name|Name|file|package|packagePath|protoPackage|version|install)@");
                    });
        }
    }

    @Test
    void the_output_says_what_comes_next_and_that_the_contract_is_trusted() {
        Run run = create("inventory");

        assertThat(run.out()).contains("created", "pom.xml", "mvn verify", "contract deploy", "trusted");
    }

    @Test
    void json_lists_the_files() {
        Run run = create("inventory", "--json");

        assertThat(run.json().text("name")).isEqualTo("inventory");
        assertThat(run.json().members()).containsKeys("directory", "files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Inventory",
                "1st",
                "a--b",
                "-a",
                "a-",
                "a_b",
                "token",
                "a/../b",
                "abcdefghijabcdefghijabcdefghij123"
            })
    void names_that_a_chain_would_refuse_are_refused_here(String name) {
        Run run = create(name);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ARGUMENT_INVALID", "fix: ");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com..acme", "com.new.acme", "Com.acme", ".com", "com/acme"})
    void packages_that_java_would_refuse_are_refused_here(String name) {
        assertThat(create("inventory", "--package", name).err()).contains("is no Java package");
    }

    @Test
    void a_folder_with_anything_in_it_is_left_alone() throws IOException {
        Path file = Files.createDirectories(folder.resolve("project")).resolve("mine.txt");
        Files.writeString(file, "mine");

        Run run = create("inventory");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("not empty", "nothing was written");
        assertThat(folder.resolve("project")).isDirectoryContaining(each -> each.equals(file));
        assertThat(folder.resolve("project/pom.xml")).doesNotExist();
    }
}
