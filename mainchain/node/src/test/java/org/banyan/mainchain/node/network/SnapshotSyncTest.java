package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.mainchain.node.command.StoppedChain;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.banyan.types.Height;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** New nodes of a network that runs: one begins with a snapshot, one with all blocks, and one of those who serve snapshots lies about what is in them. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts four processes")
class SnapshotSyncTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BLOCKS = 60;

    @TempDir
    private Path folder;

    @Test
    void a_new_node_comes_to_the_same_state_by_a_snapshot_as_by_all_blocks_whatever_one_server_says() throws Exception {
        int port = Integer.getInteger("banyan.net.port", 0) + 120;
        try (NetworkProcesses net = new NetworkProcesses(folder, 1, port)) {
            Said added = TestNode.run(
                    folder.resolve("absent"), "net-expand", "--dir", net.root().toString(), "--nodes", "3");
            assertThat(added.code()).as(added.err()).isEqualTo(ExitCode.OK);
            set(net, 1, "snapshot-blocks = " + BLOCKS);
            set(net, 2, "snapshot-blocks = " + BLOCKS);
            set(net, 3, "sync-mode = snapshot");
            name(net, 3, TestNode.run(net.home(2), "node-id").out().strip() + "@127.0.0.1:" + (port + 12));
            net.start(1);
            net.start(2);
            soon(
                    "both have a snapshot",
                    () -> chunks(net, 1).size() >= 3 && chunks(net, 2).size() >= 3);
            chunks(net, 2).forEach(SnapshotSyncTest::flipLastByte);

            net.start(3);
            soon("node-3 follows", () -> net.finalHeight(3) > BLOCKS + 5);
            assertThat(net.figure(3, "banyan_prune_height{chain_id=\"main\"}")).isEqualTo(BLOCKS + 1);
            assertThat(net.figure(1, "banyan_snapshot_last_height{chain_id=\"main\"}"))
                    .isGreaterThanOrEqualTo(BLOCKS);
            net.start(4);
            soon("node-4 follows", () -> net.finalHeight(4) > BLOCKS + 5);
            for (int node = 1; node <= 4; node++) {
                net.kill(node);
            }

            assertThat(net.log(3))
                    .contains("restored a snapshot at height " + BLOCKS)
                    .contains("[rule=NET-20]")
                    .doesNotContain("\"level\":\"ERROR\"");
            assertThat(net.log(4)).doesNotContain("restored a snapshot");
            try (StoppedChain bySnapshot = StoppedChain.open(net.home(3));
                    StoppedChain byBlocks = StoppedChain.open(net.home(4))) {
                Height common = bySnapshot.finalHeight().compareTo(byBlocks.finalHeight()) < 0
                        ? bySnapshot.finalHeight()
                        : byBlocks.finalHeight();
                assertThat(bySnapshot.stateAt(common)).isEqualTo(byBlocks.stateAt(common));
                assertThat(bySnapshot.header(common)).isEqualTo(byBlocks.header(common));
                assertThat(byBlocks.hasBody(new Height(1))).isTrue();
                assertThat(bySnapshot.hasBody(new Height(1)))
                        .as("the node began with the snapshot")
                        .isFalse();
            }
        }
    }

    private static void set(NetworkProcesses net, int node, String line) throws IOException {
        Files.writeString(net.home(node).resolve("config/node.conf"), line + "\n", StandardOpenOption.APPEND);
    }

    /** Lets a node keep a link to one more peer. */
    private static void name(NetworkProcesses net, int node, String peer) throws IOException {
        Path file = net.home(node).resolve("config/node.conf");
        String text = Files.readString(file);
        assertThat(text).contains("p2p-peers = \"");
        Files.writeString(file, text.replace("p2p-peers = \"", "p2p-peers = \"" + peer + ","));
    }

    /** Chunk files of the first snapshot. */
    private static List<Path> chunks(NetworkProcesses net, int node) {
        Path snapshot = net.home(node).resolve("chains/main/snapshots/" + BLOCKS);
        if (!Files.isDirectory(snapshot)) {
            return List.of();
        }
        try (var files = Files.list(snapshot)) {
            return files.filter(file -> file.getFileName().toString().startsWith("chunk-"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void flipLastByte(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void soon(String what, Callable<Boolean> holds) {
        await().alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(holds);
    }
}
