package org.banyan.node.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.consensus.SignRequest;
import org.banyan.node.signing.GuardTransfer.Outcome;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTransferTest {
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final CryptoSuite SUITE = new StubCryptoSuite();
    private static final Signer ALICE = TestKeys.named(SUITE, "alice");
    private static final Signer BOB = TestKeys.named(SUITE, "bob");
    private static final Path MEMORY = Path.of("/memory/sign-guard");

    @TempDir
    private Path directory;

    @Test
    void a_record_that_arrives_at_a_new_node_refuses_there_what_it_refused_before() {
        sign(block(7, 1));
        GuardRecord taken = GuardTransfer.read(file());
        Path elsewhere = directory.resolve("elsewhere");

        Outcome outcome = GuardTransfer.raise(elsewhere, taken);

        assertThat(outcome)
                .isEqualTo(new Outcome.Taken(
                        taken, true, taken.last().keySet().stream().toList()));
        try (FileSignGuard guard = FileSignGuard.open(elsewhere, CHAIN, SUITE, ALICE)) {
            assertThat(guard.sign(block(7, 9))).as("another block in slot 7").isEmpty();
            assertThat(guard.sign(block(7, 1))).as("the same block").isPresent();
            assertThat(guard.sign(block(8, 9))).as("a later slot").isPresent();
        }
    }

    @Test
    void of_each_type_the_later_request_stays_whichever_side_knows_it() {
        sign(block(7, 1), vote(3, 1, 1));

        Outcome outcome = GuardTransfer.raise(file(), record(ALICE, block(6, 4), vote(3, 2, 5)));

        assertThat(outcome)
                .isEqualTo(new Outcome.Taken(
                        record(ALICE, block(7, 1), vote(3, 2, 5)), false, List.of(SignatureType.VOTE)));
        assertThat(GuardTransfer.read(file())).isEqualTo(record(ALICE, block(7, 1), vote(3, 2, 5)));
    }

    @Test
    void a_file_that_is_too_old_changes_nothing() throws Exception {
        sign(block(7, 1), vote(3, 1, 1));
        byte[] before = Files.readAllBytes(file());

        Outcome outcome = GuardTransfer.raise(file(), record(ALICE, block(5, 4), vote(3, 1, 1)));

        assertThat(outcome).isEqualTo(new Outcome.Taken(record(ALICE, block(7, 1), vote(3, 1, 1)), false, List.of()));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void two_objects_at_one_position_are_a_contradiction_that_changes_nothing() {
        sign(block(7, 1));

        Outcome outcome = GuardTransfer.raise(file(), record(ALICE, block(7, 2), vote(9, 0, 1)));

        assertThat(outcome).isEqualTo(new Outcome.Contradiction(block(7, 1), block(7, 2)));
        assertThat(GuardTransfer.read(file())).isEqualTo(record(ALICE, block(7, 1)));
    }

    @Test
    void the_record_of_another_key_or_chain_is_refused() {
        sign(block(7, 1));
        assertThatThrownBy(() -> GuardTransfer.raise(file(), record(BOB, block(9, 1))))
                .isInstanceOf(SignGuardException.class)
                .hasMessageContaining("of key " + ALICE.publicKey().bytes());
        GuardRecord foreign = new GuardRecord(
                new ChainId(new Hash(9, 9, 9, 9)), ALICE.publicKey(), Map.of(SignatureType.BLOCK, block(9, 1)));
        assertThatThrownBy(() -> GuardTransfer.raise(file(), foreign)).isInstanceOf(SignGuardException.class);
        assertThat(GuardTransfer.read(file())).isEqualTo(record(ALICE, block(7, 1)));
    }

    @Test
    void a_guard_in_use_is_neither_read_nor_raised() {
        try (FileSignGuard running = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            assertThat(running.sign(block(7, 1))).isPresent();
            assertThatThrownBy(() -> GuardTransfer.read(file())).hasMessageContaining("in use");
            assertThatThrownBy(() -> GuardTransfer.raise(file(), record(ALICE, block(9, 1))))
                    .hasMessageContaining("in use");
            assertThat(running.sign(block(8, 1))).isPresent();
        }
        assertThat(GuardTransfer.read(file())).isEqualTo(record(ALICE, block(8, 1)));
    }

    @Test
    void a_power_cut_while_a_record_arrives_forgets_nothing() {
        for (int steps = 0; steps < 3; steps++) {
            PowerCutFiles files = new PowerCutFiles();
            FileSignGuard guard = FileSignGuard.create(MEMORY, CHAIN, SUITE, ALICE, files);
            assertThat(guard.sign(block(7, 1))).isPresent();
            guard.close();
            files.failAfter(steps, true);
            assertThatThrownBy(() -> GuardTransfer.raise(MEMORY, record(ALICE, block(9, 1)), files))
                    .as("cut after %s steps", steps)
                    .isInstanceOf(SignGuardException.class);
            files.restart(PowerCutFiles.UnsyncedRename.LOST);
            try (FileSignGuard again = FileSignGuard.open(MEMORY, CHAIN, SUITE, ALICE, files)) {
                assertThat(again.sign(block(7, 9))).isEmpty();
            }
        }
    }

    private void sign(SignRequest... requests) {
        try (FileSignGuard guard = FileSignGuard.create(file(), CHAIN, SUITE, ALICE)) {
            for (SignRequest request : requests) {
                assertThat(guard.sign(request)).isPresent();
            }
        }
    }

    private static GuardRecord record(Signer key, SignRequest... requests) {
        Map<SignatureType, SignRequest> last = new TreeMap<>();
        for (SignRequest request : requests) {
            last.put(request.type(), request);
        }
        return new GuardRecord(CHAIN, key.publicKey(), last);
    }

    private static SignRequest block(long slot, long object) {
        return request(SignatureType.BLOCK, slot, 0, object);
    }

    private static SignRequest vote(long round, long phase, long object) {
        return request(SignatureType.VOTE, round, phase, object);
    }

    private static SignRequest request(SignatureType type, long major, long minor, long object) {
        return new SignRequest(
                type, major, minor, new BlockId(new Hash(5, 5, 5, object)), new Hash(6, 6, 6, object), minor);
    }

    private Path file() {
        return directory.resolve("sign-guard");
    }
}
