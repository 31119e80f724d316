package org.banyan.mainchain.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.consensus.SignRequest;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.signing.GuardRecord;
import org.banyan.node.signing.GuardTransfer;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardCommandTest {
    @TempDir
    private static Path networks;

    @TempDir
    private Path folder;

    private Path home;
    private Path guard;

    @BeforeAll
    static void make() {
        create("net", 2);
        create("other", 1);
    }

    @BeforeEach
    void node() throws IOException {
        home = folder.resolve("home");
        copy(networks.resolve("net/node-1"), home);
        guard = guardOf(home);
        signed(home, block(41, 1));
    }

    @Test
    void a_record_goes_to_the_machine_that_the_key_moves_to() throws IOException {
        Path file = folder.resolve("node-1.guard");
        Said exported = run(home, "guard", "export", "--out", file.toString());
        assertThat(exported.code()).as(exported.err()).isEqualTo(ExitCode.OK);
        assertThat(exported.out()).contains("on chain 'main'", "last signed BLOCK at 41", "do not start it here again");
        assertThat(file).hasSameBinaryContentAs(guard);
        assertThat(run(home, "guard", "export").out()).isEqualTo(Files.readString(file));

        Path moved = folder.resolve("moved");
        copy(home, moved);
        Files.delete(guardOf(moved));
        Said imported = run(moved, "guard", "import", file.toString());
        assertThat(imported.code()).as(imported.err()).isEqualTo(ExitCode.OK);
        assertThat(imported.out()).contains("a new record here", "last signed BLOCK at 41");
        assertThat(guardOf(moved)).hasSameBinaryContentAs(guard);
    }

    @Test
    void importing_raises_and_never_goes_back() {
        Path old = folder.resolve("old");
        run(home, "guard", "export", "--out", old.toString());
        signed(home, block(50, 1));
        Path current = folder.resolve("current");
        run(home, "guard", "export", "--out", current.toString());

        Said unchanged = run(home, "guard", "import", old.toString());
        assertThat(unchanged.code()).isEqualTo(ExitCode.OK);
        assertThat(unchanged.out()).contains("unchanged", "last signed BLOCK at 50");
        assertThat(guard).hasSameBinaryContentAs(current);

        signed(home, block(60, 1));
        Path ahead = folder.resolve("ahead");
        run(home, "guard", "export", "--out", ahead.toString());
        restore(current);
        Said raised = run(home, "guard", "import", "--json", ahead.toString());
        assertThat(raised.out()).contains("\"result\":\"raised: BLOCK went forward here\"", "BLOCK at 60");
        assertThat(guard).hasSameBinaryContentAs(ahead);
    }

    @Test
    void a_key_that_signed_twice_at_one_position_is_found_out_and_nothing_is_changed() throws IOException {
        Path other = folder.resolve("other");
        GuardRecord here = GuardTransfer.read(guard);
        Files.write(
                other,
                new GuardRecord(here.chain(), here.key(), Map.of(SignatureType.BLOCK, block(41, 2)))
                        .encoded()
                        .toArray());
        Said refused = run(home, "guard", "import", other.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.DOUBLE_SIGN_REFUSED);
        assertThat(refused.err()).contains("two things at one position: BLOCK at 41", "Nothing was changed");
        assertThat(GuardTransfer.read(guard)).isEqualTo(here);
    }

    @Test
    void a_foreign_chain_a_foreign_key_and_a_damaged_file_are_refused() throws IOException {
        Path foreign = folder.resolve("foreign");
        run(networks.resolve("other/node-1"), "guard", "export", "--out", foreign.toString());
        Said chain = run(home, "guard", "import", foreign.toString());
        assertThat(chain.code()).isEqualTo(ExitCode.GENESIS_MISMATCH);
        assertThat(chain.err()).contains("which is not in " + home);

        Path neighbour = folder.resolve("neighbour");
        run(networks.resolve("net/node-2"), "guard", "export", "--out", neighbour.toString());
        Said key = run(home, "guard", "import", neighbour.toString());
        assertThat(key.code()).isEqualTo(ExitCode.KEY);
        assertThat(key.err()).contains("none of the signing keys in");

        Files.writeString(neighbour, Files.readString(neighbour).replace("key 1", "key 2"));
        Said damaged = run(home, "guard", "import", neighbour.toString());
        assertThat(damaged.code()).isEqualTo(ExitCode.KEY);
        assertThat(damaged.err()).contains("damaged");
        assertThat(GuardTransfer.read(guard).last()).containsEntry(SignatureType.BLOCK, block(41, 1));
    }

    @Test
    void a_running_node_and_a_file_that_exists_are_left_alone() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "precious");
        assertThat(run(home, "guard", "export", "--out", file.toString()).err()).contains("exists already");
        assertThat(file).hasContent("precious");
        DataDirectory running = DataDirectory.open(home);
        try {
            assertThat(run(home, "guard", "export").code()).isEqualTo(ExitCode.DIRECTORY_IN_USE);
            assertThat(run(home, "guard", "import", file.toString()).code()).isEqualTo(ExitCode.DIRECTORY_IN_USE);
        } finally {
            running.close();
        }
    }

    private static void create(String name, int delegates) {
        Said made = TestNode.run(
                networks.resolve("unused"),
                "net-create",
                "--dir",
                networks.resolve(name).toString(),
                "--delegates",
                Integer.toString(delegates),
                "--network",
                "dev");
        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.OK);
    }

    private static Said run(Path home, String... typed) {
        return TestNode.run(home, typed);
    }

    /** As a node leaves the record when it has signed. */
    private static void signed(Path home, SignRequest request) {
        try {
            Path file = guardOf(home);
            GuardRecord before = GuardTransfer.read(file);
            GuardTransfer.raise(file, new GuardRecord(before.chain(), before.key(), Map.of(request.type(), request)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void restore(Path backup) {
        try {
            Files.copy(backup, guard, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static Path guardOf(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("chains/main/signer"))) {
            return files.filter(file -> file.toString().endsWith(".guard"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static SignRequest block(long slot, long object) {
        return new SignRequest(
                SignatureType.BLOCK, slot, 0, new BlockId(new Hash(5, 5, 5, object)), new Hash(6, 6, 6, object));
    }
}
