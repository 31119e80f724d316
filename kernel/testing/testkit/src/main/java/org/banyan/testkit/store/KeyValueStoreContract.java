package org.banyan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.spi.store.KeyValueStore.BATCH_BYTES_MAX;
import static org.banyan.spi.store.KeyValueStore.Durability.BUFFERED;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;
import static org.banyan.spi.store.KeyValueStore.KEY_BYTES_MAX;
import static org.banyan.spi.store.KeyValueStore.VALUE_BYTES_MAX;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Cursor;
import org.banyan.spi.store.KeyValueStore.Entry;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLockedException;
import org.banyan.spi.store.StoreReport;
import org.banyan.spi.store.StoreVerifier;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

/**
 * What every {@link KeyValueStore} does, rule by rule of {@code docs/spi/store.md}. A driver's test implements this interface; {@link
 * KeyValueStoreThreadsContract} adds the rules about threads.
 */
public interface KeyValueStoreContract {
    /** Opens the one store of this test, empty at first, later with what its last opening left. */
    KeyValueStore open();

    @Test
    default void store_1_keys_are_ordered_as_unsigned_bytes_and_a_prefix_comes_first() {
        try (KeyValueStore store = open()) {
            List<String> ordered =
                    List.of("00", "0000", "00ff", "01", "7f", "7fff", "80", "8000", "ff", "ff00", "ffff");
            WriteBatch batch = new WriteBatch();
            ordered.reversed().forEach(hex -> batch.put(Bytes.fromHex(hex), Bytes.utf8(hex)));

            store.write(batch, SYNCED);

            assertThat(keys(store, Bytes.EMPTY, Bytes.EMPTY)).isEqualTo(ordered);
        }
    }

    @Test
    default void store_2_a_value_is_there_from_its_put_to_its_delete() {
        try (KeyValueStore store = open()) {
            assertThat(store.get(key(1))).isEmpty();

            store.write(new WriteBatch().put(key(1), key(7)), SYNCED);
            assertThat(store.get(key(1))).contains(key(7));
            store.write(new WriteBatch().put(key(1), key(8)), BUFFERED);
            assertThat(store.get(key(1))).contains(key(8));

            store.write(new WriteBatch().delete(key(1)).delete(key(2)), SYNCED);
            assertThat(store.get(key(1))).isEmpty();
            assertThat(keys(store, Bytes.EMPTY, Bytes.EMPTY)).isEmpty();
        }
    }

    @Test
    default void store_2_an_empty_value_is_a_value() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), Bytes.EMPTY), SYNCED);

            assertThat(store.get(key(1))).contains(Bytes.EMPTY);
            assertThat(entries(store, Bytes.EMPTY, Bytes.EMPTY)).containsExactly(new Entry(key(1), Bytes.EMPTY));
        }
    }

    @Test
    default void store_3_a_batch_that_was_not_written_is_invisible() {
        try (KeyValueStore store = open()) {
            new WriteBatch().put(key(1), key(1));

            assertThat(store.get(key(1))).isEmpty();
        }
    }

    @Test
    default void store_3_a_refused_operation_leaves_the_store_as_it_was() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)), SYNCED);

            assertThatThrownBy(() ->
                            store.write(new WriteBatch().put(key(1), key(2)).put(Bytes.EMPTY, key(2)), SYNCED))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(store.get(key(1))).contains(key(1));
        }
    }

    @Test
    default void store_3_an_empty_batch_changes_nothing() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)), BUFFERED);

            store.write(new WriteBatch(), SYNCED);
            store.write(new WriteBatch(), BUFFERED);

            assertThat(keys(store, Bytes.EMPTY, Bytes.EMPTY)).containsExactly(key(1).toHex());
        }
    }

    @Test
    default void store_4_the_last_operation_on_a_key_wins() {
        try (KeyValueStore store = open()) {
            store.write(
                    new WriteBatch()
                            .put(key(1), key(1))
                            .put(key(1), key(2))
                            .put(key(2), key(1))
                            .delete(key(2))
                            .delete(key(3))
                            .put(key(3), key(3)),
                    SYNCED);

            assertThat(entries(store, Bytes.EMPTY, Bytes.EMPTY))
                    .containsExactly(new Entry(key(1), key(2)), new Entry(key(3), key(3)));
        }
    }

    @Test
    default void store_5_a_scan_gives_the_keys_with_the_prefix_at_or_after_its_start() {
        try (KeyValueStore store = open()) {
            WriteBatch batch = new WriteBatch();
            List.of("01ff", "02", "0200", "0201", "02ff", "02ffff", "03", "ff", "ffff")
                    .forEach(hex -> batch.put(Bytes.fromHex(hex), Bytes.EMPTY));
            store.write(batch, SYNCED);

            assertThat(scanned(store, "02", "02")).containsExactly("02", "0200", "0201", "02ff", "02ffff");
            assertThat(scanned(store, "02", "")).containsExactly("02", "0200", "0201", "02ff", "02ffff");
            assertThat(scanned(store, "02", "01ff00")).containsExactly("02", "0200", "0201", "02ff", "02ffff");
            assertThat(scanned(store, "02", "0201")).containsExactly("0201", "02ff", "02ffff");
            assertThat(scanned(store, "02", "020100")).containsExactly("02ff", "02ffff");
            assertThat(scanned(store, "02", "03")).isEmpty();
            assertThat(scanned(store, "04", "04")).isEmpty();
            assertThat(scanned(store, "", "02ffff")).containsExactly("02ffff", "03", "ff", "ffff");
            assertThat(scanned(store, "ff", "")).containsExactly("ff", "ffff");
        }
    }

    @Test
    default void store_5_a_scan_at_its_end_stays_there() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)), SYNCED);
            try (Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
                assertThat(cursor.next()).isPresent();
                assertThat(cursor.next()).isEmpty();
                assertThat(cursor.next()).isEmpty();
            }
        }
    }

    @Test
    default void store_6_a_cursor_shows_the_store_as_of_the_scan() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)).put(key(2), key(2)).put(key(3), key(3)), SYNCED);
            try (Cursor early = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
                store.write(
                        new WriteBatch()
                                .put(key(0), key(9))
                                .put(key(2), key(9))
                                .delete(key(3))
                                .put(key(4), key(9)),
                        SYNCED);

                assertThat(rest(early))
                        .containsExactly(
                                new Entry(key(1), key(1)), new Entry(key(2), key(2)), new Entry(key(3), key(3)));
            }
            assertThat(entries(store, Bytes.EMPTY, Bytes.EMPTY))
                    .containsExactly(
                            new Entry(key(0), key(9)),
                            new Entry(key(1), key(1)),
                            new Entry(key(2), key(9)),
                            new Entry(key(4), key(9)));
        }
    }

    @Test
    default void store_7_a_closed_cursor_refuses_and_may_be_closed_again() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)), SYNCED);
            Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY);

            cursor.close();
            cursor.close();

            assertThatThrownBy(cursor::next).isInstanceOf(StoreException.class);
        }
    }

    @Test
    default void store_7_a_cursor_cannot_outlive_its_store() {
        Cursor cursor;
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)).put(key(2), key(2)), SYNCED);
            cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY);
            assertThat(cursor.next()).isPresent();
        }
        assertThatThrownBy(cursor::next).isInstanceOf(StoreException.class);
        assertThatCode(cursor::close).doesNotThrowAnyException();
    }

    @Test
    default void store_8_every_call_after_close_is_refused() {
        KeyValueStore store = open();
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();

        assertThatThrownBy(() -> store.get(key(1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.scan(Bytes.EMPTY, Bytes.EMPTY)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.write(new WriteBatch().put(key(1), key(1)), SYNCED))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(store::sizeBytes).isInstanceOf(StoreException.class);
    }

    @Test
    default void store_9_the_longest_key_and_value_are_stored() {
        Bytes longest = Bytes.wrap(new byte[KEY_BYTES_MAX]);
        byte[] content = new byte[VALUE_BYTES_MAX];
        new SplittableRandom(9).nextBytes(content);
        Bytes largest = Bytes.wrap(content);
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(longest, largest), SYNCED);

            assertThat(store.get(longest).filter(largest::equals)).isPresent();
        }
    }

    @Test
    default void store_9_what_is_beyond_a_limit_is_refused() {
        Bytes tooLong = Bytes.wrap(new byte[KEY_BYTES_MAX + 1]);
        Bytes tooLarge = Bytes.wrap(new byte[VALUE_BYTES_MAX + 1]);
        Bytes quarter = Bytes.wrap(new byte[(int) (BATCH_BYTES_MAX / 4)]);
        try (KeyValueStore store = open()) {
            refused(() -> store.get(Bytes.EMPTY));
            refused(() -> store.get(tooLong));
            refused(() -> store.scan(tooLong, Bytes.EMPTY));
            refused(() -> store.scan(Bytes.EMPTY, tooLong));
            refused(() -> new WriteBatch().put(Bytes.EMPTY, key(1)));
            refused(() -> new WriteBatch().put(tooLong, key(1)));
            refused(() -> new WriteBatch().put(key(1), tooLarge));
            refused(() -> new WriteBatch().delete(Bytes.EMPTY));
            refused(() -> new WriteBatch().delete(tooLong));
            refused(() -> new WriteBatch()
                    .put(key(1), quarter)
                    .put(key(2), quarter)
                    .put(key(3), quarter)
                    .put(key(4), quarter));
            assertThat(keys(store, Bytes.EMPTY, Bytes.EMPTY)).isEmpty();
        }
    }

    @Test
    default void store_11_reopening_keeps_the_content() {
        try (KeyValueStore store = open()) {
            store.write(new WriteBatch().put(key(1), key(1)).put(key(2), key(2)), SYNCED);
            store.write(new WriteBatch().delete(key(2)).put(key(3), Bytes.EMPTY), BUFFERED);
        }
        for (int opening = 0; opening < 3; opening++) {
            try (KeyValueStore store = open()) {
                assertThat(entries(store, Bytes.EMPTY, Bytes.EMPTY))
                        .as("opening %d", opening)
                        .containsExactly(new Entry(key(1), key(1)), new Entry(key(3), Bytes.EMPTY));
            }
        }
    }

    @Test
    default void store_13_a_store_that_is_open_cannot_be_opened_again() {
        try (KeyValueStore store = open()) {
            assertThatThrownBy(this::open).isInstanceOf(StoreLockedException.class);
            assertThatThrownBy(this::open).isInstanceOf(StoreLockedException.class);

            store.write(new WriteBatch().put(key(1), key(1)), SYNCED);
            assertThat(store.get(key(1))).contains(key(1));
        }
        open().close();
    }

    @Test
    default void store_16_the_size_grows_with_the_content() {
        try (KeyValueStore store = open()) {
            long before = store.sizeBytes();
            byte[] content = new byte[1 << 20];
            new SplittableRandom(16).nextBytes(content);

            store.write(new WriteBatch().put(key(1), Bytes.wrap(content)), SYNCED);

            assertThat(before).isNotNegative();
            assertThat(store.sizeBytes()).isGreaterThan(before);
        }
    }

    @Test
    default void store_17_a_verification_reads_every_record_and_changes_nothing() {
        try (KeyValueStore store = open()) {
            store.write(
                    new WriteBatch()
                            .put(key(1), key(1))
                            .put(key(2), Bytes.EMPTY)
                            .put(key(3), key(3)),
                    SYNCED);

            assertThat(StoreVerifier.verify(store)).isEqualTo(new StoreReport(3, 12, 8, List.of(), true));
            assertThat(StoreVerifier.verify(store).sound()).isTrue();
        }
    }

    @Test
    default void any_sequence_of_batches_gives_what_a_sorted_map_gives() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<Bytes, Bytes> model = new TreeMap<>();
            try (KeyValueStore store = open()) {
                WriteBatch clearing = new WriteBatch();
                keys(store, Bytes.EMPTY, Bytes.EMPTY).forEach(hex -> clearing.delete(Bytes.fromHex(hex)));
                store.write(clearing, BUFFERED);
                for (int round = 0; round < 30; round++) {
                    store.write(randomBatch(random, model), random.nextInt(8) == 0 ? SYNCED : BUFFERED);
                }
            }
            try (KeyValueStore store = open()) {
                Bytes prefix = randomKey(random).slice(0, 1);
                Bytes from = randomKey(random);
                List<Entry> expected = model.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix)
                                && entry.getKey().compareTo(from) >= 0)
                        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                        .toList();
                assertThat(entries(store, prefix, from)).as("seed %d", seed).isEqualTo(expected);
                assertThat(entries(store, Bytes.EMPTY, Bytes.EMPTY))
                        .as("seed %d", seed)
                        .hasSize(model.size());
                model.forEach((key, value) -> assertThat(store.get(key)).contains(value));
            }
        }
    }

    private static WriteBatch randomBatch(SplittableRandom random, Map<Bytes, Bytes> model) {
        WriteBatch batch = new WriteBatch();
        for (int operation = random.nextInt(20); operation > 0; operation--) {
            Bytes key = randomKey(random);
            if (random.nextInt(3) == 0) {
                batch.delete(key);
                model.remove(key);
            } else {
                Bytes value = randomBytes(random, random.nextInt(40));
                batch.put(key, value);
                model.put(key, value);
            }
        }
        return batch;
    }

    /** Short keys over few byte values, so that they meet. */
    private static Bytes randomKey(SplittableRandom random) {
        byte[] key = new byte[1 + random.nextInt(4)];
        for (int index = 0; index < key.length; index++) {
            key[index] = (byte) (random.nextInt(4) * 85);
        }
        return Bytes.wrap(key);
    }

    private static Bytes randomBytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    /** Four bytes that sort like {@code number}. */
    private static Bytes key(int number) {
        return Bytes.fromHex(String.format(java.util.Locale.ROOT, "%08x", number));
    }

    private static List<String> scanned(KeyValueStore store, String prefix, String from) {
        return keys(store, Bytes.fromHex(prefix), Bytes.fromHex(from));
    }

    private static List<String> keys(KeyValueStore store, Bytes prefix, Bytes from) {
        return entries(store, prefix, from).stream()
                .map(entry -> entry.key().toHex())
                .toList();
    }

    private static List<Entry> entries(KeyValueStore store, Bytes prefix, Bytes from) {
        try (Cursor cursor = store.scan(prefix, from)) {
            return rest(cursor);
        }
    }

    private static List<Entry> rest(Cursor cursor) {
        List<Entry> entries = new ArrayList<>();
        for (Optional<Entry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            entries.add(next.get());
        }
        return entries;
    }
}
