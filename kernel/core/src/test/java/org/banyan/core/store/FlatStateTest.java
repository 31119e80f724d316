package org.banyan.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.banyan.core.state.StateKey;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class FlatStateTest {
    private static final Address CONTRACT = new Address(new Hash(1, 2, 3, 4));

    @Test
    void values_are_the_stores_whatever_fits_into_memory() {
        var store = new MemoryDisk().open();
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < 100; i++) {
            batch.put(ChainKeys.state(key(i)), Bytes.utf8("value " + i));
        }
        store.write(batch, Durability.SYNCED);
        for (long bytes : new long[] {1, 2_000, 1 << 20}) {
            FlatState flat = new FlatState(store, bytes);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 100; i++) {
                    assertThat(flat.get(key(i))).isEqualTo(Optional.of(Bytes.utf8("value " + i)));
                    assertThat(flat.get(key(1_000 + i))).isEmpty();
                }
            }
        }
    }

    private static StateKey key(int number) {
        return new StateKey(CONTRACT, Bytes.utf8("key " + number));
    }
}
