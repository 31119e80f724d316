package org.banyan.simulation.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class NodeDiskTest {
    private final NodeDisk disk = new NodeDisk();

    private static WriteBatch batch(String key) {
        return new WriteBatch().put(Bytes.utf8(key), Bytes.utf8("value of " + key));
    }

    @Test
    void a_power_cut_keeps_what_was_synced_and_any_number_of_later_batches() {
        var kept = new TreeSet<Integer>();
        for (long seed = 0; seed < 100; seed++) {
            NodeDisk cut = new NodeDisk();
            KeyValueStore store = cut.open();
            store.write(batch("S"), Durability.SYNCED);
            store.write(batch("T"), Durability.BUFFERED);
            store.write(batch("U"), Durability.BUFFERED);
            cut.powerCut(new SplittableRandom(seed));
            KeyValueStore reopened = cut.open();
            assertThat(reopened.get(Bytes.utf8("S"))).isPresent();
            boolean first = reopened.get(Bytes.utf8("T")).isPresent();
            boolean second = reopened.get(Bytes.utf8("U")).isPresent();
            assertThat(second && !first)
                    .as("a later batch without an earlier one")
                    .isFalse();
            kept.add((first ? 1 : 0) + (second ? 1 : 0));
        }
        assertThat(kept).containsExactly(0, 1, 2);
    }

    @Test
    void a_full_device_refuses_and_takes_again_when_there_is_room() {
        KeyValueStore store = disk.open();
        disk.fill();
        assertThatThrownBy(() -> store.write(batch("S"), Durability.SYNCED)).isInstanceOf(StoreException.class);
        disk.freed();
        store.write(batch("S"), Durability.SYNCED);
        assertThat(store.get(Bytes.utf8("S"))).isPresent();
    }

    @Test
    void rot_is_reported_when_the_record_is_read_and_gone_with_the_device() {
        disk.open().write(batch("S"), Durability.SYNCED);
        for (int i = 0; i < 100 && !disk.isRotten(); i++) {
            disk.rot(new SplittableRandom(i));
        }
        assertThat(disk.isRotten()).isTrue();
        disk.processDied();
        KeyValueStore store = disk.open();
        assertThatThrownBy(() -> store.get(Bytes.utf8("S"))).isInstanceOf(StoreCorruptException.class);
        disk.replace();
        assertThat(disk.isRotten()).isFalse();
        assertThat(disk.open().get(Bytes.utf8("S"))).isEmpty();
    }

    @Test
    void a_mended_device_does_not_fail_a_write_that_was_to_fail() {
        KeyValueStore store = disk.open();
        disk.failAfter(0, new SplittableRandom(1));
        disk.mended();
        store.write(batch("S"), Durability.SYNCED);
        assertThat(store.get(Bytes.utf8("S"))).isPresent();
    }
}
