package org.banyan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.spi.store.KeyValueStore.Durability.BUFFERED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Cursor;
import org.banyan.spi.store.KeyValueStore.Entry;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/spi/store.md} about readers, writers and closing on several threads. */
public interface KeyValueStoreThreadsContract {
    /** Opens the one store of this test, empty at first, later with what its last opening left. */
    KeyValueStore open();

    /** Rounds of closing under load: enough to hit a race, few enough for a unit test. */
    default int closingRounds() {
        return 20;
    }

    @Test
    default void store_10_readers_beside_a_writer_see_whole_batches_in_order() throws InterruptedException {
        int batches = 500;
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (KeyValueStore store = open()) {
            writeBoth(store, 0);
            List<Thread> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                readers.add(start(failures, () -> {
                    for (int seen = 0; seen < batches; ) {
                        int first = number(store.get(Bytes.utf8("first")));
                        List<Integer> both = both(store);
                        assertThat(both).hasSize(2);
                        assertThat(both.get(0)).isEqualTo(both.get(1)).isGreaterThanOrEqualTo(first);
                        assertThat(first).isGreaterThanOrEqualTo(seen);
                        seen = both.get(0);
                    }
                }));
            }
            for (int batch = 1; batch <= batches; batch++) {
                writeBoth(store, batch);
            }
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    default void store_10_closing_under_load_ends_every_reader_and_writer_with_an_exception()
            throws InterruptedException {
        for (int round = 0; round < closingRounds(); round++) {
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch underWay = new CountDownLatch(3);
            List<Thread> threads = new ArrayList<>();
            try (KeyValueStore store = open()) {
                writeBoth(store, 0);
                List<Runnable> loads =
                        List.of(() -> store.get(Bytes.utf8("first")), () -> writeBoth(store, 1), () -> both(store));
                for (Runnable load : loads) {
                    threads.add(start(failures, () -> untilRefused(load, underWay, refused)));
                }
                underWay.await();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).as("round %d", round).isEmpty();
            assertThat(refused).as("round %d", round).hasValue(3);
        }
    }

    private static void untilRefused(Runnable load, CountDownLatch underWay, AtomicInteger refused) {
        load.run();
        underWay.countDown();
        try {
            while (true) {
                load.run();
            }
        } catch (StoreException closed) {
            refused.incrementAndGet();
        }
    }

    private static Thread start(ConcurrentLinkedQueue<Throwable> failures, Runnable work) {
        return Thread.ofPlatform().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        });
    }

    private static void writeBoth(KeyValueStore store, int number) {
        Bytes value = Bytes.wrap(ByteBuffer.allocate(4).putInt(number).array());
        store.write(new WriteBatch().put(Bytes.utf8("first"), value).put(Bytes.utf8("second"), value), BUFFERED);
    }

    private static List<Integer> both(KeyValueStore store) {
        List<Integer> numbers = new ArrayList<>();
        try (Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
            for (Optional<Entry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                numbers.add(number(next.map(Entry::value)));
            }
        }
        return numbers;
    }

    private static int number(Optional<Bytes> value) {
        return ByteBuffer.wrap(value.orElseThrow().toArray()).getInt();
    }
}
