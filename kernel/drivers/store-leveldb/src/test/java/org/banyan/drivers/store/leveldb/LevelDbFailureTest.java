package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.spi.store.KeyValueStore.Durability.BUFFERED;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelDbFailureTest {
    private static final Bytes KEY = Bytes.utf8("key");
    private static final long FLOOR = 1L << 20;

    @TempDir
    Path directory;

    @Test
    void store_14_after_a_failed_write_the_store_refuses_everything() {
        AtomicInteger writesLeft = new AtomicInteger(1);
        KeyValueStore store =
                Opening.open(directory, StoreFolder.SMALL, () -> Long.MAX_VALUE, failingWrites(writesLeft));
        store.write(put("first"), SYNCED);
        KeyValueStore.Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY);

        assertThatThrownBy(() -> store.write(put("second"), SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(directory.toString(), "batch 2", "No space left", "start it again");

        writesLeft.set(10);
        String advice = "stop the process";
        assertThatThrownBy(() -> store.write(put("third"), SYNCED)).hasMessageContaining(advice);
        assertThatThrownBy(() -> store.write(new WriteBatch(), BUFFERED)).hasMessageContaining(advice);
        assertThatThrownBy(() -> store.get(KEY)).hasMessageContaining(advice);
        assertThatThrownBy(() -> store.scan(KEY, KEY)).hasMessageContaining(advice);
        assertThatThrownBy(store::sizeBytes).hasMessageContaining(advice);
        assertThatThrownBy(cursor::next).hasMessageContaining(advice);
        assertThatCode(cursor::close).doesNotThrowAnyException();
        store.close();
        try (KeyValueStore reopened = new StoreFolder(directory).open()) {
            assertThat(reopened.get(KEY)).contains(Bytes.utf8("first"));
            reopened.write(put("fourth"), SYNCED);
        }
    }

    @Test
    void store_18_a_batch_is_refused_while_the_device_is_nearly_full() {
        AtomicLong free = new AtomicLong(FLOOR + 1000);
        try (KeyValueStore store = open(free)) {
            store.write(put("before"), SYNCED);

            free.set(FLOOR - 1);
            assertThatThrownBy(() -> writeUntilAsked(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(
                            directory.toString(), Long.toString(FLOOR - 1), Long.toString(FLOOR), "free some space");
            assertThatThrownBy(() -> store.write(put("refused"), SYNCED)).hasMessageContaining("Nothing was written");
            assertThat(store.get(KEY)).contains(Bytes.utf8("asked"));

            free.set(FLOOR + 1000);
            store.write(put("after"), SYNCED);
            assertThat(store.get(KEY)).contains(Bytes.utf8("after"));
        }
    }

    @Test
    void a_batch_larger_than_the_room_above_the_floor_is_refused_at_once() {
        AtomicLong free = new AtomicLong(FLOOR + FreeSpaceFloor.ASK_EVERY_BYTES);
        try (KeyValueStore store = open(free)) {
            Bytes large = Bytes.wrap(new byte[(int) FreeSpaceFloor.ASK_EVERY_BYTES + 1]);

            assertThatThrownBy(() -> store.write(new WriteBatch().put(KEY, large), SYNCED))
                    .isInstanceOf(StoreException.class);

            assertThat(store.get(KEY)).isEmpty();
        }
    }

    @Test
    void a_store_on_a_nearly_full_device_is_not_opened() {
        assertThatThrownBy(() -> open(new AtomicLong(FLOOR - 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("free some space");

        open(new AtomicLong(FLOOR)).close();
    }

    @Test
    void cursors_that_are_never_closed_are_limited_and_freed_with_the_store() {
        try (KeyValueStore store = open(new AtomicLong(Long.MAX_VALUE))) {
            for (int cursor = 0; cursor < LevelDbKeyValueStore.CURSORS_MAX; cursor++) {
                store.scan(Bytes.EMPTY, Bytes.EMPTY);
            }

            assertThatThrownBy(() -> store.scan(Bytes.EMPTY, Bytes.EMPTY)).hasMessageContaining("open cursors");
        }
    }

    @Test
    void settings_beyond_their_limits_are_refused_with_the_limit() {
        assertThatThrownBy(() -> LevelDbOptions.DEFAULT.withWriteBufferBytes(1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("writeBufferBytes", "1000");
        assertThatThrownBy(() -> LevelDbOptions.DEFAULT.withFreeSpaceFloorBytes(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private KeyValueStore open(AtomicLong free) {
        return Opening.open(directory, StoreFolder.SMALL.withFreeSpaceFloorBytes(FLOOR), free::get);
    }

    private static void writeUntilAsked(KeyValueStore store) {
        for (int batch = 0; batch <= FreeSpaceFloor.ASK_EVERY_BATCHES; batch++) {
            store.write(put("asked"), BUFFERED);
        }
    }

    private static WriteBatch put(String value) {
        return new WriteBatch().put(KEY, Bytes.utf8(value));
    }

    /** A database whose writes fail once {@code writesLeft} is used up. */
    private static UnaryOperator<DB> failingWrites(AtomicInteger writesLeft) {
        return db -> (DB) Proxy.newProxyInstance(
                DB.class.getClassLoader(), new Class<?>[] {DB.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write") && writesLeft.getAndDecrement() <= 0) {
                        throw new DBException("IO error: 000003.log: No space left on device");
                    }
                    try {
                        return method.invoke(db, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
