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
    void the_output_says_that_the_contract_is_trusted() {
        Run run = create("inventory");

        assertThat(run.out()).contains("contract deploy", "trusted");
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
}
