package org.banyan.examples.minimal;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** A store that forgets everything when the process ends. */
final class MemoryStore implements KeyValueStore {
    private final NavigableMap<Bytes, Bytes> entries = new TreeMap<>();

    @Override
    public synchronized Optional<Bytes> get(Bytes key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized Cursor scan(Bytes prefix, Bytes from) {
        Bytes start = from.compareTo(prefix) < 0 ? prefix : from;
        NavigableMap<Bytes, Bytes> asOfNow = new TreeMap<>(entries.tailMap(start, true));
        Iterator<Map.Entry<Bytes, Bytes>> rest = asOfNow.entrySet().iterator();
        return new Cursor() {
            @Override
            public Optional<Entry> next() {
                if (!rest.hasNext()) {
                    return Optional.empty();
                }
                Map.Entry<Bytes, Bytes> entry = rest.next();
                return entry.getKey().startsWith(prefix)
                        ? Optional.of(new Entry(entry.getKey(), entry.getValue()))
                        : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void write(WriteBatch batch, Durability durability) {
        batch.operations()
                .forEach(each -> each.value()
                        .ifPresentOrElse(value -> entries.put(each.key(), value), () -> entries.remove(each.key())));
    }

    @Override
    public synchronized long sizeBytes() {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().size() + entry.getValue().size())
                .sum();
    }

    @Override
    public void close() {}
}
