package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetExpandTest {
    @TempDir
    private Path folder;

    @Test
    void nodes_that_are_added_have_the_chain_and_know_the_delegates_and_are_known_to_a_list() throws IOException {
        Path net = folder.resolve("net");
        create(net, "--delegates", "2", "--port", "9700");
        Files.writeString(net.resolve("node-2/config/node.conf"), "p2p-allow = named\n", StandardOpenOption.APPEND);
        DataDirectory running = DataDirectory.open(net.resolve("node-1"));
        Said added = expand(net, "--nodes", "2");
        running.close();

        assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
        assertThat(added.out())
                .contains("API on port 9720", "API on port 9730", "next: banyan net up --dir " + net + " 3 4");
        assertThat(net.resolve("node-4/chains/main/genesis.conf"))
                .hasSameBinaryContentAs(net.resolve("node-1/chains/main/genesis.conf"));
        assertThat(net.resolve("node-4/chains/main/signer")).doesNotExist();
        String one = id(net.resolve("node-1"));
        String two = id(net.resolve("node-2"));
        assertThat(net.resolve("node-4/config/node.conf"))
                .content()
                .contains(
                        "profile = follower",
                        "network = dev",
                        "port = 9730",
                        "p2p-peers = \"" + one + "@127.0.0.1:9702," + two + "@127.0.0.1:9712\"");
        assertThat(Files.readAllLines(net.resolve("node-2/config/allow")))
                .containsExactly(id(net.resolve("node-3")) + " # node-3", id(net.resolve("node-4")) + " # node-4");
        assertThat(net.resolve("node-1/config/allow")).as("takes any peer").doesNotExist();
        assertThat(net.resolve("node-1/config/node.conf")).content().contains("p2p-per-address = 12");
        assertThat(added.out()).contains("takes 12 connections from one address now");

        Said again = expand(net, "--hosts", "n5.example.org");
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("@n5.example.org:9702");
        assertThat(net.resolve("node-5/config/node.conf"))
                .content()
                .contains("port = 9700", "p2p-host = \"0.0.0.0\"")
                .doesNotContain("9722");
        assertThat(TestNode.run(net.resolve("node-4"), "config", "validate").code())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void what_cannot_be_expanded_is_refused() {
        assertThat(expand(folder.resolve("absent")).code()).isEqualTo(ExitCode.CONFIG);
        assertThat(TestNode.run(folder.resolve("absent"), "net-expand").code()).isEqualTo(ExitCode.USAGE);
        assertThat(expand(folder, "--nodes", "101").err()).contains("--nodes is 1 to 100");
        assertThat(expand(folder, "--nodes", "2", "--hosts", "a").code()).isEqualTo(ExitCode.USAGE);
        Path net = folder.resolve("net");
        create(net, "--hosts", "n1.example.org");
        Said lonely = expand(net);
        assertThat(lonely.code()).isEqualTo(ExitCode.CONFIG);
        assertThat(lonely.err()).contains("on which host " + net.resolve("node-1") + " runs");
    }

    private void create(Path net, String... more) {
        Said made = run(more, "net-create", "--network", "dev", "--dir", net.toString());
        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    }

    private Said expand(Path net, String... more) {
        return run(more, "net-expand", "--dir", net.toString());
    }

    private Said run(String[] more, String... typed) {
        return TestNode.run(
                folder.resolve("unused"),
                Stream.concat(Arrays.stream(typed), Arrays.stream(more)).toArray(String[]::new));
    }

    private static String id(Path home) {
        return TestNode.run(home, "node-id").out().strip();
    }
}
