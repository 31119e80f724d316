package org.banyan.core.tree;

import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Bytes;

/** Reads and verifies pages from the store. Those of the upper levels stay in memory once read. */
final class StoredPages implements PageReader {
    private final KeyValueStore store;
    private final TreeKeys keys;
    private final TreeRecords records;
    private final int residentLevels;

    StoredPages(KeyValueStore store, TreeKeys keys, TreeRecords records, int residentLevels) {
        this.store = store;
        this.keys = keys;
        this.records = records;
        this.residentLevels = residentLevels;
    }

    @Override
    public Page load(PageLink link, PageId id) {
        Page inMemory = link.pageInMemory();
        if (inMemory != null) {
            return inMemory;
        }
        Bytes stored =
                store.get(keys.page(id)).orElseThrow(() -> TreeRecords.corrupt(id, "it is missing from the store"));
        Page page = records.decodePage(id, link.hash(), stored);
        if (id.level() < residentLevels) {
            link.hold(page);
        }
        return page;
    }
}
