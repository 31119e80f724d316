package org.banyan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.spi.store.KeyValueStore.Durability.BUFFERED;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreReport;
import org.banyan.spi.store.StoreVerifier;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class MemoryDiskTest {
    private static final Bytes LAST = Bytes.utf8("last");

    private final MemoryDisk disk = MemoryDisk.recording();

    @Test
    void store_12_a_power_cut_keeps_synced_batches_and_loses_the_others_from_the_end() {
        KeyValueStore store = disk.open();
        write(store, 1, BUFFERED);
        write(store, 2, SYNCED);
        write(store, 3, BUFFERED);
        write(store, 4, BUFFERED);

        assertThat(disk.unsyncedBatches()).isEqualTo(2);
        assertThat(IntStream.rangeClosed(0, 2).mapToObj(kept -> last(disk.afterPowerCut(kept))))
                .containsExactly(number(2), number(3), number(4));
        for (long seed = 0; seed < 20; seed++) {
            assertThat(last(disk.afterPowerCut(new SplittableRandom(seed))).compareTo(number(2)))
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    @Test
    void store_12_a_killed_process_loses_nothing_it_wrote() {
        write(disk.open(), 1, BUFFERED);

        assertThat(last(disk.copy())).isEqualTo(number(1));
    }

    @Test
    void store_12_a_synced_empty_batch_makes_the_earlier_ones_durable() {
        KeyValueStore store = disk.open();
        write(store, 1, BUFFERED);
        store.write(new WriteBatch(), SYNCED);

        assertThat(last(disk.afterPowerCut(0))).isEqualTo(number(1));
    }

    @Test
    void every_write_boundary_of_a_recording_disk_can_be_opened() {
        KeyValueStore store = disk.open();
        for (int batch = 1; batch <= 5; batch++) {
            write(store, batch, batch % 2 == 0 ? SYNCED : BUFFERED);
        }

        assertThat(disk.batches()).isEqualTo(5);
        for (int batch = 1; batch <= 5; batch++) {
            assertThat(last(disk.asOf(batch))).isEqualTo(number(batch));
        }
        assertThat(disk.asOf(0).open().get(LAST)).isEmpty();
        assertThatThrownBy(() -> disk.asOf(6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_copy_goes_its_own_way() {
        KeyValueStore store = disk.open();
        write(store, 1, SYNCED);
        MemoryDisk copy = disk.copy();
        write(store, 2, SYNCED);
        write(copy.open(), 3, SYNCED);

        assertThat(last(disk.copy())).isEqualTo(number(2));
        assertThat(last(copy.copy())).isEqualTo(number(3));
    }

    @Test
    void store_14_after_a_failed_write_every_call_is_refused_and_reopening_shows_a_batch_boundary() {
        for (MemoryDisk.Failure failure : MemoryDisk.Failure.values()) {
            MemoryDisk failing = new MemoryDisk();
            KeyValueStore store = failing.open();
            KeyValueStore.Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY);
            failing.failAfter(1, failure);
            write(store, 1, SYNCED);

            assertThatThrownBy(() -> write(store, 2, SYNCED)).isInstanceOf(StoreException.class);

            assertThatThrownBy(() -> write(store, 3, SYNCED)).hasMessageContaining("stop and reopen");
            assertThatThrownBy(() -> store.get(LAST)).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.scan(LAST, LAST)).isInstanceOf(StoreException.class);
            assertThatThrownBy(cursor::next).isInstanceOf(StoreException.class);
            store.close();
            assertThat(last(failing)).isEqualTo(number(failure == MemoryDisk.Failure.BATCH_LOST ? 1 : 2));
        }
    }

    @Test
    void store_15_a_damaged_record_is_reported_on_every_read_and_passed_over_by_a_verification() {
        KeyValueStore store = disk.open();
        store.write(
                new WriteBatch()
                        .put(number(1), number(1))
                        .put(number(2), number(2))
                        .put(number(3), number(3)),
                SYNCED);

        disk.damage(number(2));

        assertThatThrownBy(() -> store.get(number(2))).isInstanceOf(StoreCorruptException.class);
        assertThatThrownBy(() -> store.scan(number(2), number(2)).next()).isInstanceOf(StoreCorruptException.class);
        StoreReport report = StoreVerifier.verify(store);
        assertThat(report.entries()).isEqualTo(2);
        assertThat(report.damages())
                .singleElement()
                .asString()
                .contains(number(2).toHex());
        assertThat(report.complete()).isTrue();
        assertThat(report.sound()).isFalse();
        store.write(new WriteBatch().put(number(2), number(4)), SYNCED);
        assertThat(store.get(number(2))).contains(number(4));
    }

    @Test
    void a_verification_gives_up_after_the_damages_it_can_list() {
        KeyValueStore store = disk.open();
        WriteBatch batch = new WriteBatch();
        for (int key = 0; key < 40; key++) {
            batch.put(number(key), LAST);
        }
        store.write(batch, SYNCED);
        for (int key = 0; key < 40; key++) {
            disk.damage(number(key));
        }

        StoreReport report = StoreVerifier.verify(store);

        assertThat(report.damages()).hasSize(StoreVerifier.DAMAGES_MAX);
        assertThat(report.complete()).isFalse();
    }

    private static void write(KeyValueStore store, int number, Durability durability) {
        store.write(new WriteBatch().put(LAST, number(number)).put(number(number), LAST), durability);
    }

    private static Bytes last(MemoryDisk disk) {
        try (KeyValueStore store = disk.open()) {
            return store.get(LAST).orElseThrow();
        }
    }

    private static Bytes number(int number) {
        return Bytes.wrap(new byte[] {(byte) number});
    }
}
