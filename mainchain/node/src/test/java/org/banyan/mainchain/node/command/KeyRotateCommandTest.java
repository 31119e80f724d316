package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRotateCommandTest {
    @TempDir
    private Path home;

    @Test
    void a_rotated_node_has_another_id_and_is_told_who_must_know_it() {
        String before = TestNode.run(home, "node-id").out().strip();
        Said rotated = TestNode.run(home, "key-rotate");
        assertThat(rotated.code()).as(rotated.err()).isEqualTo(ExitCode.OK);
        String after = TestNode.run(home, "node-id").out().strip();
        assertThat(after).isNotEqualTo(before);
        assertThat(rotated.out()).contains("was  " + before, "now  " + after, "config/allow", "node.key.old");
        assertThat(home.resolve("keys/node.key.old")).exists();

        Said again = TestNode.run(home, "key-rotate", "--json");
        assertThat(again.out()).contains("\"before\":\"" + after + "\"");
    }

    @Test
    void a_node_that_runs_keeps_its_key() {
        String before = TestNode.run(home, "node-id").out().strip();
        try (DataDirectory used = DataDirectory.open(home)) {
            assertThat(used.root()).exists();
            assertThat(TestNode.run(home, "key-rotate").code()).isEqualTo(ExitCode.DIRECTORY_IN_USE);
        }
        assertThat(TestNode.run(home, "node-id").out().strip()).isEqualTo(before);
    }

    @Test
    void where_there_is_no_node_key_none_is_made() {
        Said refused = TestNode.run(home, "key-rotate");
        assertThat(refused.code()).isEqualTo(ExitCode.KEY);
        assertThat(refused.err()).contains("has no node key to rotate");
        assertThat(Files.exists(home.resolve("keys"))).isFalse();
    }
}
