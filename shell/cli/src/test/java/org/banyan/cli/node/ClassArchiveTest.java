package org.banyan.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.banyan.cli.node.ClassArchive.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final List<String> FLAGS = List.of("-Xa", "--enable-native-access=ALL-UNNAMED");

    @TempDir
    private Path folder;

    @TempDir
    private Path jars;

    @BeforeEach
    void jar() throws IOException {
        Files.writeString(jars.resolve("one.jar"), "one");
    }

    private List<String> flags(int java) {
        return ClassArchive.flags(FLAGS, jars, folder, java, Access.WRITE);
    }

    private static Path archive(List<String> flags) {
        return Path.of(flags.getLast().substring("-XX:SharedArchiveFile=".length()));
    }

    @Test
    void the_flag_that_no_archive_goes_with_is_replaced() {
        assertThat(flags(25))
                .startsWith(
                        "-Xa",
                        "--illegal-native-access=allow",
                        "-Xshare:auto",
                        "-Xlog:cds*=error",
                        "-XX:+AutoCreateSharedArchive")
                .hasSize(6);
        assertThat(archive(flags(25)).getParent()).isEqualTo(folder);
    }

    @Test
    void other_jars_and_other_machines_have_archives_of_their_own_and_old_ones_go() throws IOException {
        Path first = Files.writeString(archive(flags(25)), "archive");
        assertThat(archive(flags(25))).isEqualTo(first).exists();
        assertThat(archive(flags(21))).isNotEqualTo(first);
        Files.writeString(first, "archive");

        Files.writeString(jars.resolve("one.jar"), "another");

        assertThat(archive(flags(25))).isNotEqualTo(first);
        assertThat(first).doesNotExist();
    }

    @Test
    void one_of_several_nodes_writes_and_the_others_read_what_is_there() throws IOException {
        assertThat(ClassArchive.flags(FLAGS, jars, folder, 25, Access.READ))
                .as("nothing to read, nothing to write")
                .isEqualTo(FLAGS);
        Path written = Files.writeString(archive(flags(25)), "archive");

        List<String> reading = ClassArchive.flags(FLAGS, jars, folder, 25, Access.READ);

        assertThat(archive(reading)).isEqualTo(written);
        assertThat(reading).doesNotContain("-XX:+AutoCreateSharedArchive").contains("-Xshare:auto");
    }

    @Test
    void a_java_of_the_future_and_a_missing_folder_change_nothing() {
        assertThat(flags(26)).isEqualTo(FLAGS);
        assertThat(ClassArchive.flags(FLAGS, jars, Path.of(""), 25, Access.WRITE))
                .isEqualTo(FLAGS);
        assertThat(ClassArchive.flags(FLAGS, jars, folder.resolve("absent"), 25, Access.WRITE))
                .isEqualTo(FLAGS);
        assertThat(ClassArchive.flags(FLAGS, jars.resolve("absent"), folder, 25, Access.WRITE))
                .isEqualTo(FLAGS);
    }
}
