package org.banyan.drivers.store.leveldb;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** A fixed sequence of batches, so that a store that holds the first {@code n} of them can be told from every other. */
final class Batches {
    static final Bytes COUNT = Bytes.utf8("count");

    private Batches() {}

    /** Batch {@code number}, from 1: some keys of its own, some shared with all others, mostly small, now and then over several log blocks. */
    static WriteBatch batch(int number) {
        SplittableRandom random = new SplittableRandom(number);
        WriteBatch batch = new WriteBatch().put(COUNT, number(number));
        for (int key = random.nextInt(6); key >= 0; key--) {
            byte[] value = new byte[random.nextInt(random.nextInt(8) == 0 ? 30_000 : 300)];
            random.nextBytes(value);
            batch.put(Bytes.utf8("own/" + number + "/" + key), Bytes.wrap(value));
            batch.put(Bytes.utf8("shared/" + key), number(number));
        }
        return batch.delete(Bytes.utf8("own/" + random.nextInt(number) + "/0"));
    }

    static Durability durability(int number) {
        return number % 3 == 0 ? Durability.SYNCED : Durability.BUFFERED;
    }

    /** Content after the first {@code count} batches. */
    static Map<Bytes, Bytes> content(int count) {
        Map<Bytes, Bytes> content = new TreeMap<>();
        for (int number = 1; number <= count; number++) {
            for (WriteBatch.Operation operation : batch(number).operations()) {
                operation
                        .value()
                        .ifPresentOrElse(
                                value -> content.put(operation.key(), value), () -> content.remove(operation.key()));
            }
        }
        return content;
    }

    /** How many batches a store holds, by the value under {@link #COUNT}. */
    static int count(Optional<Bytes> value) {
        return value.map(count -> ByteBuffer.wrap(count.toArray()).getInt()).orElse(0);
    }

    private static Bytes number(int number) {
        return Bytes.wrap(ByteBuffer.allocate(4).putInt(number).array());
    }
}
