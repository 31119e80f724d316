package org.banyan.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.banyan.cli.Run;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.Argon2Cost;
import org.banyan.drivers.crypto.keystore.KeyRole;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.drivers.crypto.keystore.SecureEntropy;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.SyncState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
    @TempDir
    private Path folder;

    private static ChainStatus.Builder status() {
        return ChainStatus.newBuilder()
                .setHead(BlockReference.newBuilder().setHeight(100))
                .setFinal(BlockReference.newBuilder().setHeight(99))
                .setHeadTimeMillis(50_000)
                .setSlotMillis(1_000)
                .setSyncState(SyncState.SYNC_STATE_SYNCED);
    }

    @Test
    void a_chain_that_does_well_has_nothing_to_advise() {
        assertThat(NodeChecks.chain(status().build(), 50_500))
                .allSatisfy(finding -> assertThat(finding.grade()).isEqualTo(Finding.Grade.OK))
                .allSatisfy(finding -> assertThat(finding.advice()).isEmpty());
    }

    @Test
    void a_chain_that_stands_still_says_why() {
        ChainStatus stuck = status().setNotProducing("no signing key").build();

        assertThat(NodeChecks.chain(stuck, 90_000)).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("head");
            assertThat(finding.grade()).isEqualTo(Finding.Grade.FAILED);
            assertThat(finding.advice()).contains("no signing key");
        });
    }

    @Test
    void finality_far_behind_and_syncing_are_failures() {
        ChainStatus behind = status().setFinal(BlockReference.newBuilder().setHeight(1))
                .setSyncState(SyncState.SYNC_STATE_SYNCING)
                .build();

        assertThat(NodeChecks.chain(behind, 50_000))
                .filteredOn(finding -> finding.grade() == Finding.Grade.FAILED)
                .extracting(Finding::check)
                .containsExactly("sync", "finality");
    }

    @Test
    void clocks_are_compared_as_exactly_as_the_answer_was_fast() {
        assertThat(NodeChecks.clock(600, 200).grade()).isEqualTo(Finding.Grade.OK);
        assertThat(NodeChecks.clock(-600, 50).grade()).isEqualTo(Finding.Grade.FAILED);
    }

    @Test
    void few_open_files_are_a_warning() {
        assertThat(MachineChecks.openFiles("1024").grade()).isEqualTo(Finding.Grade.WARNING);
        assertThat(MachineChecks.openFiles("unlimited").grade()).isEqualTo(Finding.Grade.OK);
    }

    @Test
    void a_machine_without_a_node_is_examined_all_the_same() {
        Run run = Run.of("doctor", "--dir", folder.toString(), "--api", "http://localhost:1", "--json");

        assertThat(run.json().members()).containsKeys("healthy", "checks");
        assertThat(run.out()).contains("\"java\"", "\"disk speed\"", "none answers at http://localhost:1");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_nodes_own_checks_are_findings_with_their_reasons() {
        assertThat(OperationsChecks.readiness(
                        "{\"status\":\"down\",\"checks\":[{\"check\":\"disk\",\"ok\":true,\"detail\":\"9 MiB free\"},"
                                + "{\"check\":\"peers\",\"ok\":false,\"detail\":\"0 of 3\"}]}"))
                .extracting(Finding::check, Finding::grade, Finding::found)
                .containsExactly(
                        tuple("ready: disk", Finding.Grade.OK, "9 MiB free"),
                        tuple("ready: peers", Finding.Grade.FAILED, "0 of 3"));
    }

    @Test
    void a_certificate_that_was_not_renewed_and_a_clock_that_is_off_are_noticed() {
        String metrics = "banyan_tls_certificate_expiry_timestamp_seconds 1.0036E4\nbanyan_clock_offset_seconds -0.7\n";
        assertThat(OperationsChecks.certificate(metrics, 36_000))
                .hasValueSatisfying(found -> assertThat(found.grade()).isEqualTo(Finding.Grade.OK));
        assertThat(OperationsChecks.certificate(metrics, 9_000_000))
                .hasValueSatisfying(found -> assertThat(found.grade()).isEqualTo(Finding.Grade.WARNING));
        assertThat(OperationsChecks.clock(metrics))
                .hasValueSatisfying(found -> assertThat(found.grade()).isEqualTo(Finding.Grade.FAILED));
        assertThat(OperationsChecks.clock("banyan_clock_offset_seconds NaN\n")).isEmpty();
    }

    @Test
    void keys_that_others_may_read_are_a_failure() throws Exception {
        Path key = Files.createFile(
                folder.resolve("node.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThat(DirectoryChecks.privateFiles(folder).grade()).isEqualTo(Finding.Grade.OK);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(DirectoryChecks.privateFiles(folder).found()).contains("node.key");
    }

    @Test
    void an_owners_key_beside_a_signing_key_is_a_warning() {
        CryptoSuite suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        Keystore keys = new Keystore(folder, suite, new SecureEntropy(), new Argon2Cost(8, 1, 1));
        keys.create("sign1", KeyRole.SIGNING, "not so secret".toCharArray());
        assertThat(DirectoryChecks.roles(folder, suite).grade()).isEqualTo(Finding.Grade.OK);
        keys.create("ops1", KeyRole.OWNER, "not so secret".toCharArray());
        Finding mixed = DirectoryChecks.roles(folder, suite);
        assertThat(mixed.grade()).isEqualTo(Finding.Grade.WARNING);
        assertThat(mixed.found()).isEqualTo("ops1 (owner), sign1 (signing)");
    }

    @Test
    void ports_that_somebody_has_and_the_reason_of_the_last_end_are_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(DirectoryChecks.ports(taken.getLocalPort()).found()).contains(taken.getLocalPort() + "");
        }
        Path error = folder.resolve("last-error.json");
        Files.writeString(error, "{\"ts\":\"T\",\"code\":\"KEY\",\"message\":\"there is no record\"}");
        assertThat(DirectoryChecks.lastError(error).found()).isEqualTo("ended at T with KEY: there is no record");
    }
}
