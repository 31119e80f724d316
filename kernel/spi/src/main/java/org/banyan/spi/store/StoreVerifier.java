package org.banyan.spi.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;

/**
 * Reads every record of a store, so that each passes its checksum once, and changes nothing. Needs no more memory than the largest record.
 *
 * <p>A damaged record is noted and passed over where the driver can go on behind it; otherwise the report says that the walk is incomplete.
 */
public final class StoreVerifier {
    /** Damaged records listed before the walk gives up. */
    public static final int DAMAGES_MAX = 16;

    private StoreVerifier() {}

    /** @throws StoreException if the store is closed or fails for another reason than a damaged record */
    public static StoreReport verify(KeyValueStore store) {
        long entries = 0;
        long keyBytes = 0;
        long valueBytes = 0;
        List<String> damages = new ArrayList<>();
        try (KeyValueStore.Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
            while (damages.size() < DAMAGES_MAX) {
                try {
                    Optional<KeyValueStore.Entry> next = cursor.next();
                    if (next.isEmpty()) {
                        return new StoreReport(entries, keyBytes, valueBytes, damages, true);
                    }
                    entries++;
                    keyBytes += next.get().key().size();
                    valueBytes += next.get().value().size();
                } catch (StoreCorruptException damage) {
                    damages.add(String.valueOf(damage.getMessage()));
                    if (repeats(damages)) {
                        break;
                    }
                }
            }
        } catch (StoreCorruptException damage) {
            damages.add(String.valueOf(damage.getMessage()));
        }
        return new StoreReport(entries, keyBytes, valueBytes, damages, false);
    }

    /** The cursor reported the same damage twice: it cannot go on. */
    private static boolean repeats(List<String> damages) {
        int last = damages.size() - 1;
        if (last == 0 || !damages.get(last).equals(damages.get(last - 1))) {
            return false;
        }
        damages.remove(last);
        return true;
    }
}
