package org.banyan.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.cli.Run;
import org.banyan.cli.base.Installation;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every kind of project. */
class NewProjectTest {
    @TempDir
    private Path folder;

    private Run create(Installation installation, String kind, String... more) {
        return Run.with(
                Map.of(),
                installation,
                Stream.concat(
                                Stream.of(
                                        "new",
                                        kind,
                                        "inventory",
                                        "--dir",
                                        project().toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Path project() {
        return folder.resolve("project");
    }

    @ParameterizedTest
    @CsvSource({"contract, contract deploy", "chain, README.md"})
    void the_output_says_what_comes_next(String kind, String then) {
        assertThat(create(Run.NOWHERE, kind).out()).contains("created", "pom.xml", ".gitignore", "mvn verify", then);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "chain"})
    void json_lists_the_files(String kind) {
        Run run = create(Run.NOWHERE, kind, "--json");

        assertThat(run.json().text("name")).isEqualTo("inventory");
        assertThat(run.json().members()).containsKeys("directory", "files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "chain"})
    void a_folder_with_anything_in_it_is_left_alone(String kind) throws IOException {
        Path file = Files.createDirectories(project()).resolve("mine.txt");
        Files.writeString(file, "mine");

        Run run = create(Run.NOWHERE, kind);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("not empty", "nothing was written");
        assertThat(project()).isDirectoryContaining(each -> each.equals(file));
        assertThat(project().resolve("pom.xml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "chain"})
    void the_source_tree_may_lie_in_a_folder_of_any_name(String kind) {
        create(
                new Installation(
                        Path.of("/R&D/@name@"),
                        Path.of("/R&D/lib"),
                        Path.of("java"),
                        List.of(),
                        Path.of(""),
                        "./banyan",
                        false),
                kind);

        assertThat(project().resolve("pom.xml")).content().contains("/R&amp;D/@name@/target/repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com..acme",
                "com.new.acme",
                "Com.acme",
                ".com",
                "com.",
                "com/acme",
                "com.acme;",
                "com.acme\n",
                "../acme",
                "com.1acme",
                "java.util",
                "com.acme</groupId>"
            })
    void packages_that_java_would_refuse_are_refused_here(String name) {
        for (String kind : List.of("contract", "chain")) {
            Run run = create(Run.NOWHERE, kind, "--package", name);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is no Java package", "fix: ");
            assertThat(folder).isEmptyDirectory();
        }
    }
}
