package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.HASHER;
import static org.banyan.core.tree.TreeModel.PREFIX;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.jspecify.annotations.Nullable;

/** A tree on a memory disk, driven as a chain drives it, and the questions tests ask about it. */
final class TreeStore {
    private static final TreeKeys KEYS = new TreeKeys(PREFIX);

    private final MemoryDisk disk;
    private final KeyValueStore store;
    private final StateTrees trees;

    private TreeStore(MemoryDisk disk, TreeMemory memory) {
        this.disk = disk;
        this.store = disk.open();
        this.trees = StateTrees.open(store, PREFIX, HASHER, memory);
    }

    static TreeStore open(MemoryDisk disk, TreeMemory memory) {
        return new TreeStore(disk, memory);
    }

    static TreeStore empty(TreeMemory memory) {
        return open(MemoryDisk.recording(), memory);
    }

    /** What the next process finds, with other settings perhaps. */
    TreeStore reopened(TreeMemory memory) {
        return open(disk.copy(), memory);
    }

    MemoryDisk disk() {
        return disk;
    }

    StateTrees trees() {
        return trees;
    }

    StateTree latest() {
        return trees.latest().orElseThrow();
    }

    /** The version after the last flushed one, in memory. */
    StateTree next(long version, List<TreeChange> changes) {
        Height height = new Height(version);
        return trees.latest()
                .map(latest -> latest.update(height, changes))
                .orElseGet(() -> trees.first(height, changes));
    }

    StateTree flush(StateTree tree) {
        var batch = new WriteBatch();
        trees.flush(tree, batch);
        store.write(batch, Durability.SYNCED);
        trees.flushed();
        return tree;
    }

    void write(WriteBatch batch) {
        store.write(batch, Durability.SYNCED);
    }

    /** Prunes in as many batches as it takes. */
    void prune(long keepFrom) {
        while (pruneStep(keepFrom, StaleRecords.PAGES_MAX)) {
            assertThat(disk.batches()).as("pruning ends").isLessThan(100_000);
        }
    }

    boolean pruneStep(long keepFrom, int recordsMax) {
        var batch = new WriteBatch();
        boolean more = trees.prune(new Height(keepFrom), batch, recordsMax);
        assertThat(batch.operations()).hasSizeLessThanOrEqualTo(2 * recordsMax);
        store.write(batch, Durability.SYNCED);
        return more;
    }

    void assertHolds(StateTree tree, SortedMap<Hash, Hash> entries, TreeModel keys) {
        for (Map.Entry<Hash, Hash> entry : entries.entrySet()) {
            assertThat(tree.prove(entry.getKey()).provesPresent(HASHER, tree.root(), entry.getKey(), entry.getValue()))
                    .isTrue();
        }
        for (int i = 0; i < 10; i++) {
            Hash key = keys.anyKey();
            assertThat(tree.valueHash(key)).isEqualTo(Optional.ofNullable(entries.get(key)));
            assertThat(tree.prove(key).provesAbsent(HASHER, tree.root(), key)).isEqualTo(!entries.containsKey(key));
        }
    }

    /** Records in the store: pages, stale lists and roots, without the one that names the latest version. */
    SortedSet<Bytes> records() {
        SortedSet<Bytes> keys = new TreeSet<>();
        try (var all = store.scan(PREFIX, PREFIX)) {
            for (var entry = all.next(); entry.isPresent(); entry = all.next()) {
                keys.add(entry.get().key());
            }
        }
        assertThat(keys.remove(KEYS.latest())).isTrue();
        return keys;
    }

    /** Records that flushed versions from {@code keepFrom} on need. */
    SortedSet<Bytes> recordsNeeded(long keepFrom) {
        SortedSet<Bytes> keys = new TreeSet<>();
        for (long version = keepFrom; version <= latest().version().value(); version++) {
            Bytes rootKey = KEYS.root(version);
            trees.at(new Height(version)).ifPresent(tree -> {
                keys.add(rootKey);
                pages(tree).forEach(id -> keys.add(KEYS.page(id)));
            });
        }
        try (var stale = store.scan(KEYS.stalePrefix(), KEYS.stalePrefix())) {
            for (var entry = stale.next(); entry.isPresent(); entry = stale.next()) {
                if (KEYS.version(entry.get().key()) > keepFrom) {
                    keys.add(entry.get().key());
                }
            }
        }
        return keys;
    }

    /** All pages of a version. */
    List<PageId> pages(StateTree tree) {
        List<PageId> found = new ArrayList<>();
        collect(tree.rootSlot(), null, 0, found);
        return found;
    }

    private void collect(@Nullable Slot slot, @Nullable PageId parent, int nibble, List<PageId> found) {
        if (slot instanceof PageLink link) {
            var id = parent == null ? PageId.ofRoot(link.version()) : parent.child(link.version(), nibble);
            found.add(id);
            Page page = trees.pages().load(link, id);
            for (int child = 0; child < Page.SLOTS; child++) {
                collect(page.slot(child), id, child, found);
            }
        }
    }

    /** How many pages of a version are in memory. */
    static int pagesInMemory(StateTree tree) {
        return inMemory(tree.rootSlot());
    }

    private static int inMemory(@Nullable Slot slot) {
        if (!(slot instanceof PageLink link) || link.pageInMemory() == null) {
            return 0;
        }
        Page page = link.pageInMemory();
        int count = 1;
        for (int child = 0; child < Page.SLOTS; child++) {
            count += inMemory(page.slot(child));
        }
        return count;
    }
}
