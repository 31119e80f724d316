package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SignRecordsTest {
    @TempDir
    private Path folder;

    /** RELIABILITY.md RS5: a lost disk looks like a new node, and the peers of the chain may be far beyond genesis. */
    @Test
    void a_delegate_that_lost_its_disk_does_not_sign_before_the_operator_vouches() throws IOException {
        Path net = folder.resolve("net");
        Said made = TestNode.run(
                folder.resolve("unused"),
                "net-create",
                "--dir",
                net.toString(),
                "--delegates",
                "1",
                "--network",
                "dev",
                "--port",
                "0");
        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
        Path home = net.resolve("node-1");
        Path signer = home.resolve("chains/main/signer");
        try (var records = Files.newDirectoryStream(signer, "*.guard")) {
            assertThat(records).as("begun with the new key").hasSize(1);
        }
        try (var files = Files.newDirectoryStream(signer)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Said refused = TestNode.run(home, "start", "--p2p-port", "0");
        assertThat(refused.code()).isEqualTo(ExitCode.KEY);
        assertThat(refused.err()).contains("--signer-new yes", "its peers may be farther");
        try (var records = Files.newDirectoryStream(signer, "*.guard")) {
            assertThat(records).as("nothing was begun").isEmpty();
        }
    }
}
