package org.banyan.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.core.fixture.TestChain;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.junit.jupiter.api.Test;

class SyncedWitnessesTest {
    private static final Witness VOTES = Witness.of(new WitnessEntry(WitnessEntry.VOTE, Bytes.fromHex("01")));

    private final MemoryDisk disk = new MemoryDisk();
    private final TestChain chain = new TestChain(disk.open());

    @Test
    void votes_that_were_seen_survive_a_power_cut_once_they_are_synced() {
        BlockId block = chain.extendHead();
        chain.engine().store().writeWitness(block, VOTES, Durability.BUFFERED);
        assertThat(witness(disk.afterPowerCut(0), block)).isNotEqualTo(VOTES);
        chain.engine().store().syncWitnesses();
        assertThat(witness(disk.afterPowerCut(0), block)).isEqualTo(VOTES);
    }

    @Test
    void nothing_is_synced_when_nothing_is_at_risk() {
        chain.extendHead();
        int batches = disk.batches();
        chain.engine().store().syncWitnesses();
        assertThat(disk.batches()).isEqualTo(batches);
    }

    private static Witness witness(MemoryDisk crashed, BlockId block) {
        return new TestChain(crashed.open()).engine().store().witness(block);
    }
}
