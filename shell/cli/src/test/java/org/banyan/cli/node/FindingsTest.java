package org.banyan.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.banyan.cli.Run;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.SyncState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
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
    void a_machine_without_a_node_is_examined_all_the_same(@TempDir Path folder) {
        Run run = Run.of("doctor", "--dir", folder.toString(), "--api", "http://localhost:1", "--json");

        assertThat(run.json().members()).containsKeys("healthy", "checks");
        assertThat(run.out()).contains("\"java\"", "\"disk speed\"", "none answers at http://localhost:1");
        assertThat(folder).isEmptyDirectory();
    }
}
