package org.banyan.core.tree;

import java.util.List;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** Removes old versions: first their roots, then the pages that only removed versions used, so that every batch leaves whole versions behind. */
final class Pruning {
    private final KeyValueStore store;
    private final TreeKeys keys;
    private final WriteBatch batch;
    private int left;

    Pruning(KeyValueStore store, TreeKeys keys, WriteBatch batch, int recordsMax) {
        if (recordsMax < StaleRecords.PAGES_MAX) {
            throw new IllegalArgumentException("a batch must be allowed to remove at least " + StaleRecords.PAGES_MAX
                    + " records but may only remove " + recordsMax);
        }
        this.store = store;
        this.keys = keys;
        this.batch = batch;
        this.left = recordsMax;
    }

    /** Returns whether more is left to remove. */
    boolean removeBelow(long keepFrom) {
        return removeRootsBelow(keepFrom) || removePagesStaleAt(keepFrom);
    }

    private boolean removeRootsBelow(long keepFrom) {
        try (var roots = store.scan(keys.rootPrefix(), keys.rootPrefix())) {
            for (var root = roots.next(); root.isPresent(); root = roots.next()) {
                Bytes key = root.get().key();
                if (keys.version(key) >= keepFrom) {
                    return false;
                }
                if (left == 0) {
                    return true;
                }
                batch.delete(key);
                left--;
            }
        }
        return false;
    }

    /** What is stale since a kept version or an earlier one is used by removed versions alone. */
    private boolean removePagesStaleAt(long keepFrom) {
        try (var stale = store.scan(keys.stalePrefix(), keys.stalePrefix())) {
            for (var record = stale.next(); record.isPresent(); record = stale.next()) {
                Bytes key = record.get().key();
                long since = keys.version(key);
                if (since > keepFrom) {
                    return false;
                }
                List<PageId> pages = StaleRecords.decode(since, record.get().value());
                if (pages.size() > left) {
                    return true;
                }
                for (PageId page : pages) {
                    batch.delete(keys.page(page));
                }
                batch.delete(key);
                left -= pages.size();
            }
        }
        return false;
    }
}
