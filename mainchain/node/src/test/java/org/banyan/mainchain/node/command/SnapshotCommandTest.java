package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A development chain that ran for some blocks, and what becomes of snapshots of it. */
class SnapshotCommandTest {
    private static final String NAME = "main";
    private static final long BLOCKS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path shared;

    private static Path home;
    private static Path snapshot;
    private static Said created;

    @TempDir
    private Path folder;

    @BeforeAll
    static void run() {
        home = shared.resolve("home");
        snapshot = shared.resolve("snapshot");
        try (TestNode node = TestNode.start(home)) {
            grow(node.process().host().chain(NAME).orElseThrow(), BLOCKS);
        }
        created = run(home, "snapshot", "create", "--chain", NAME, "--out", snapshot.toString());
    }

    private static void grow(RunningChain chain, long height) {
        await().atMost(PATIENCE)
                .until(() -> chain.status().finalHeader().height().value() >= height);
    }

    @Test
    void a_node_goes_on_from_a_restored_snapshot() throws IOException {
        assertThat(created.code()).as(created.err()).isEqualTo(ExitCode.OK);
        Path fresh = fresh();

        Said restored = run(fresh, "snapshot", "restore", snapshot.toString());

        assertThat(restored.code()).as(restored.err()).isEqualTo(ExitCode.OK);
        assertThat(restored.out()).startsWith("restored: chain 'main' at height ");
        try (TestNode node = TestNode.start(fresh)) {
            ChainStatus begun = node.process().host().chain(NAME).orElseThrow().status();
            assertThat(begun.head().height().value()).isGreaterThanOrEqualTo(BLOCKS);
            grow(
                    node.process().host().chain(NAME).orElseThrow(),
                    begun.finalHeader().height().value() + 4);
        }
        assertThat(run(fresh, "store-verify", "--chain", NAME).code()).isEqualTo(ExitCode.OK);
        Said again = run(
                fresh,
                "snapshot",
                "create",
                "--chain",
                NAME,
                "--out",
                folder.resolve("again").toString());
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void a_snapshot_is_verified_without_a_node_and_leaves_nothing_behind() {
        Said verified = run(
                folder,
                "snapshot",
                "verify",
                snapshot.toString(),
                "--json",
                "--genesis",
                genesis(home).toString());

        assertThat(verified.code()).as(verified.err()).isEqualTo(ExitCode.OK);
        assertThat(verified.out()).contains("\"result\":\"sound\"", "\"chain\":\"main\"");
        assertThat(snapshot.resolveSibling("snapshot.verifying")).doesNotExist();
        assertThat(folder.resolve("chains")).doesNotExist();
    }

    @Test
    void a_damaged_chunk_is_found_and_the_node_stays_without_a_store() throws IOException {
        Path damaged = folder.resolve("damaged");
        copy(snapshot, damaged);
        Path chunk = damaged.resolve("chunk-00002");
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chunk, bytes);
        Path fresh = fresh();

        Said refused = run(fresh, "snapshot", "restore", damaged.toString());

        assertThat(refused.code()).isEqualTo(ExitCode.CHECK_NEGATIVE);
        assertThat(refused.err()).contains("[rule=SNAP-3]", "chunk 2", "nothing was changed");
        assertThat(fresh.resolve("chains/main/store")).doesNotExist();
        assertThat(fresh.resolve("chains/main/store.restoring")).doesNotExist();
    }

    @Test
    void a_checkpoint_that_the_snapshot_contradicts_is_found() throws IOException {
        Said refused = run(fresh(), "snapshot", "restore", snapshot.toString(), "--checkpoint", "3@" + "ab".repeat(32));

        assertThat(refused.code()).isEqualTo(ExitCode.CHECK_NEGATIVE);
        assertThat(refused.err()).contains("[rule=SNAP-9]", "at height 3");
    }

    @Test
    void a_snapshot_is_not_restored_over_a_store() {
        Said refused = run(home, "snapshot", "restore", snapshot.toString());

        assertThat(refused.code()).isEqualTo(ExitCode.CONFIG);
        assertThat(refused.err()).contains("is there already");
    }

    /** A directory with the chain's genesis and what the keys signed, and nothing else. */
    private Path fresh() throws IOException {
        Path fresh = folder.resolve("fresh");
        Path target = genesis(fresh);
        Files.createDirectories(fresh.resolve("chains").resolve(NAME));
        Files.copy(genesis(home), target);
        copy(genesis(home).resolveSibling("signer"), target.resolveSibling("signer"));
        return fresh;
    }

    private static Path genesis(Path home) {
        return home.resolve("chains").resolve(NAME).resolve("genesis.conf");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Said run(Path home, String... typed) {
        List<String> all = new ArrayList<>(List.of(typed));
        if (!all.contains("--network")) {
            all.addAll(List.of("--network", "dev"));
        }
        return TestNode.run(home, all.toArray(String[]::new));
    }
}
