package org.banyan.node.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.SignRequest;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSignGuardTest {
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final CryptoSuite SUITE = new StubCryptoSuite();
    private static final Signer ALICE = TestKeys.named(SUITE, "alice");
    private static final Signer BOB = TestKeys.named(SUITE, "bob");
    private static final Path MEMORY = Path.of("/memory/sign-guard");

    @TempDir
    private Path directory;

    @Test
    void what_was_signed_is_known_after_a_restart_and_not_contradicted() {
        SignRequest block = request(SignatureType.BLOCK, 7, 1);
        SignRequest vote =
                new SignRequest(SignatureType.VOTE, 5, 1, new BlockId(new Hash(5, 5, 5, 2)), new Hash(6, 6, 6, 2), 4);
        Bytes signature;
        try (FileSignGuard guard = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            signature = guard.sign(block).orElseThrow();
            assertThat(guard.sign(vote)).isPresent();
        }
        try (FileSignGuard again = FileSignGuard.open(file(), CHAIN, SUITE, ALICE)) {
            assertThat(again.lastSigned())
                    .containsEntry(SignatureType.BLOCK, block)
                    .containsEntry(SignatureType.VOTE, vote);
            assertThat(again.sign(request(SignatureType.BLOCK, 7, 9)))
                    .as("another block in slot 7")
                    .isEmpty();
            assertThat(again.sign(request(SignatureType.BLOCK, 6, 1)))
                    .as("an earlier slot")
                    .isEmpty();
            assertThat(again.sign(block)).as("the same block again").contains(signature);
            assertThat(again.sign(request(SignatureType.BLOCK, 8, 3)))
                    .as("a later slot")
                    .isPresent();
        }
    }

    @Test
    void the_signature_is_the_keys_over_chain_type_and_object() {
        SignRequest vote = request(SignatureType.VOTE, 5, 2);
        try (FileSignGuard guard = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            Bytes signature = guard.sign(vote).orElseThrow();
            Hash message = SUITE.signingHash(CHAIN, SignatureType.VOTE, vote.object());
            assertThat(SUITE.defaultScheme().verify(message, ALICE.publicKey().bytes(), signature))
                    .isTrue();
        }
    }

    @Test
    void a_missing_file_is_refused_and_not_made_anew() {
        assertThatThrownBy(() -> FileSignGuard.open(file(), CHAIN, SUITE, ALICE))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("missing");
        assertThat(file()).doesNotExist();
    }

    @Test
    void a_record_begun_with_a_new_key_is_opened_later_and_never_begun_again() {
        FileSignGuard.begin(file(), CHAIN, ALICE.publicKey());
        try (FileSignGuard guard = FileSignGuard.open(file(), CHAIN, SUITE, ALICE)) {
            assertThat(guard.lastSigned()).isEmpty();
            assertThat(guard.sign(request(SignatureType.BLOCK, 1, 1))).isPresent();
        }
        assertThatThrownBy(() -> FileSignGuard.begin(file(), CHAIN, ALICE.publicKey()))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("exists already");
        try (FileSignGuard guard = FileSignGuard.open(file(), CHAIN, SUITE, ALICE)) {
            assertThat(guard.lastSigned()).containsKey(SignatureType.BLOCK);
        }
    }

    @Test
    void an_existing_file_is_never_replaced_by_an_empty_one() {
        try (FileSignGuard guard = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            assertThat(guard.sign(request(SignatureType.BLOCK, 7, 1))).isPresent();
        }
        assertThatThrownBy(() -> FileSignGuard.create(file(), CHAIN, SUITE, ALICE))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("exists already");
        try (FileSignGuard guard = FileSignGuard.open(file(), CHAIN, SUITE, ALICE)) {
            assertThat(guard.lastSigned()).containsKey(SignatureType.BLOCK);
        }
    }

    @Test
    void the_file_of_another_chain_or_key_is_refused() {
        FileSignGuard.create(file(), CHAIN, SUITE, ALICE).close();
        ChainId other = new ChainId(new Hash(9, 9, 9, 9));
        assertThatThrownBy(() -> FileSignGuard.open(file(), other, SUITE, ALICE))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("of chain " + CHAIN);
        assertThatThrownBy(() -> FileSignGuard.open(file(), CHAIN, SUITE, BOB))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("of key " + ALICE.publicKey().bytes());
    }

    @Test
    void a_second_guard_on_the_file_is_refused_until_the_first_is_closed() {
        FileSignGuard first = FileSignGuard.create(file(), CHAIN, SUITE, ALICE);
        assertThatThrownBy(() -> FileSignGuard.open(file(), CHAIN, SUITE, ALICE))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("in use");
        first.close();
        FileSignGuard.open(file(), CHAIN, SUITE, ALICE).close();
        assertThatThrownBy(() -> first.sign(request(SignatureType.BLOCK, 1, 1)))
                .as("a closed guard")
                .isInstanceOf(SignGuardException.class);
    }

    @Test
    void every_flipped_bit_and_every_cut_of_the_file_is_refused() throws Exception {
        try (FileSignGuard guard = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            assertThat(guard.sign(request(SignatureType.BLOCK, 7, 1))).isPresent();
            assertThat(guard.sign(request(SignatureType.VOTE, 5, 2))).isPresent();
        }
        byte[] whole = Files.readAllBytes(file());
        PowerCutFiles files = new PowerCutFiles();
        List<Bytes> damaged = new ArrayList<>();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            damaged.add(Bytes.wrap(flipped));
        }
        for (int size = 0; size < whole.length; size++) {
            damaged.add(Bytes.copyOf(whole).slice(0, size));
        }
        damaged.add(Bytes.concat(Bytes.copyOf(whole), Bytes.utf8("\n")));
        for (Bytes content : damaged) {
            files.overwrite(MEMORY, content);
            assertThatThrownBy(() -> FileSignGuard.open(MEMORY, CHAIN, SUITE, ALICE, files))
                    .as("file with content %s", content)
                    .isInstanceOf(SignGuardException.class)
                    .hasMessageContaining("damaged");
            assertThat(files.content(MEMORY))
                    .as("left as it was for the operator")
                    .isEqualTo(content);
        }
    }

    @Test
    void a_power_cut_at_any_step_forgets_no_signature_that_left() {
        for (PowerCutFiles.UnsyncedRename renames : PowerCutFiles.UnsyncedRename.values()) {
            for (boolean torn : List.of(false, true)) {
                for (int steps = 0; steps < 3; steps++) {
                    PowerCutFiles files = new PowerCutFiles();
                    FileSignGuard guard = FileSignGuard.create(MEMORY, CHAIN, SUITE, ALICE, files);
                    SignRequest left = request(SignatureType.BLOCK, 7, 1);
                    assertThat(guard.sign(left)).isPresent();
                    files.failAfter(steps, torn);

                    SignRequest cut = request(SignatureType.BLOCK, 8, 2);
                    assertThatThrownBy(() -> guard.sign(cut))
                            .as("cut after %s steps", steps)
                            .isInstanceOf(SignGuardException.class);
                    files.restart(renames);

                    assertThatThrownBy(() -> guard.sign(request(SignatureType.BLOCK, 9, 1)))
                            .as("after a failed write the same process signs nothing, even when the disk is back")
                            .isInstanceOf(SignGuardException.class);
                    FileSignGuard again = FileSignGuard.open(MEMORY, CHAIN, SUITE, ALICE, files);
                    assertThat(again.sign(request(SignatureType.BLOCK, 7, 9)))
                            .as("what contradicts the signature that left, after a cut at step %s", steps)
                            .isEmpty();
                    assertThat(again.sign(cut)).as("the request that was cut").isPresent();
                }
            }
        }
    }

    @Test
    void a_power_cut_while_the_guard_is_made_leaves_no_half_file() {
        for (int steps = 0; steps < 3; steps++) {
            PowerCutFiles files = new PowerCutFiles();
            files.failAfter(steps, true);
            assertThatThrownBy(() -> FileSignGuard.create(MEMORY, CHAIN, SUITE, ALICE, files))
                    .isInstanceOf(SignGuardException.class);
            files.restart(PowerCutFiles.UnsyncedRename.LOST);
            assertThat(FileSignGuard.create(MEMORY, CHAIN, SUITE, ALICE, files).lastSigned())
                    .isEmpty();
        }
    }

    @Test
    void signing_the_same_again_writes_nothing() {
        PowerCutFiles files = new PowerCutFiles();
        FileSignGuard guard = FileSignGuard.create(MEMORY, CHAIN, SUITE, ALICE, files);
        SignRequest block = request(SignatureType.BLOCK, 7, 1);
        Bytes signature = guard.sign(block).orElseThrow();
        files.failAfter(0, false);
        assertThat(guard.sign(block)).contains(signature);
    }

    private Path file() {
        return directory.resolve("sign-guard");
    }

    private static SignRequest request(SignatureType type, long major, long object) {
        return new SignRequest(type, major, 0, new BlockId(new Hash(5, 5, 5, object)), new Hash(6, 6, 6, object));
    }
}
