package org.banyan.core.tree;

import java.util.List;
import java.util.Optional;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one chain's state tree that its store holds, and the door through which new ones get there.
 *
 * <p>Versions are flushed in ascending order along one line: the final chain. A version in between may be left out; it then lives in memory only, as forks
 * do. Has one owner, who also writes the batches; {@link #at} may be asked, and versions may be read, by any thread meanwhile. Rules: {@code
 * docs/spi/state.md}. Source: DESIGN.md 4, "Store".
 */
public final class StateTrees {
    private final KeyValueStore store;
    private final TreeKeys keys;
    private final TreeRecords records;
    private final StateHasher hasher;
    private final StoredPages pages;
    private final RecentPages recent;

    private @Nullable StateTree latest;
    private long oldestKept;
    private @Nullable Flush pending;

    private StateTrees(KeyValueStore store, Bytes prefix, StateHasher hasher, TreeMemory memory) {
        this.store = store;
        this.hasher = hasher;
        this.keys = new TreeKeys(prefix);
        this.records = new TreeRecords(hasher);
        this.pages = new StoredPages(store, keys, records, memory.residentLevels());
        this.recent = new RecentPages(memory);
    }

    /**
     * Opens the tree whose records have keys beginning with {@code prefix}; nobody else may write there. An empty store has no versions.
     *
     * @throws StoreCorruptException if the store names a latest version whose root is missing or malformed
     */
    public static StateTrees open(KeyValueStore store, Bytes prefix, StateHasher hasher, TreeMemory memory) {
        var trees = new StateTrees(store, prefix, hasher, memory);
        trees.latest = trees.readLatest();
        return trees;
    }

    private @Nullable StateTree readLatest() {
        Optional<Bytes> stored = store.get(keys.latest());
        if (stored.isEmpty()) {
            return null;
        }
        long version = TreeRecords.decodeVersion(stored.get());
        return readVersion(version)
                .orElseThrow(() -> new StoreCorruptException("the root of the latest state version " + version
                        + " is missing; stop the node and restore its state from a snapshot"));
    }

    /** The newest flushed version; empty in an empty store. */
    public Optional<StateTree> latest() {
        return Optional.ofNullable(latest);
    }

    /** The flushed version of {@code height}, unless it was left out or pruned. May be asked from any thread. */
    public Optional<StateTree> at(Height height) {
        StateTree newest = latest;
        if (newest != null && newest.version().equals(height)) {
            return Optional.of(newest);
        }
        return height.value() < oldestKept ? Optional.empty() : readVersion(height.value());
    }

    private Optional<StateTree> readVersion(long version) {
        return store.get(keys.root(version))
                .map(root -> StateTree.stored(this, version, records.decodeRoot(version, root)));
    }

    /**
     * The first version of an empty store: that of genesis, or of a snapshot's height.
     *
     * @param changes strictly ascending by key hash
     */
    public StateTree first(Height version, List<TreeChange> changes) {
        return StateTree.stored(this, version.value(), null).update(version, changes);
    }

    /**
     * Adds to {@code batch} all that the store needs to hold {@code tree}: the pages made since the last flushed version, which of its pages are stale
     * now, and the root. Nothing counts as flushed until {@link #flushed} says that the batch was written; when writing it fails the process must stop.
     *
     * @throws IllegalArgumentException if {@code tree} was not made from the last flushed version
     * @throws IllegalStateException if the batch of another flush was not written yet
     */
    public void flush(StateTree tree, WriteBatch batch) {
        if (pending != null) {
            throw new IllegalStateException("version " + pending.tree().version()
                    + " is being flushed: write its batch and call flushed() first");
        }
        pending = Flush.of(tree, latest);
        pending.addTo(batch, keys);
    }

    /** The batch of the last {@link #flush} was written. */
    public void flushed() {
        Flush written = pending;
        if (written == null) {
            throw new IllegalStateException("no flush is pending");
        }
        pending = null;
        written.tree().flushed();
        latest = written.tree();
        recent.add(written.pages());
    }

    /**
     * Adds to {@code batch} the removal of versions below {@code keepFrom} and of pages that no other version uses. The caller writes the batch before the
     * next call.
     *
     * @param recordsMax most pages and roots to remove in this batch, at least {@value StaleRecords#PAGES_MAX}
     * @return whether more is left to remove
     * @throws IllegalArgumentException if {@code keepFrom} is above the latest version, or {@code recordsMax} too small
     */
    public boolean prune(Height keepFrom, WriteBatch batch, int recordsMax) {
        StateTree newest = latest;
        if (newest == null || keepFrom.compareTo(newest.version()) > 0) {
            throw new IllegalArgumentException("cannot prune all state versions below " + keepFrom + ": the latest is "
                    + latest().map(tree -> tree.version().toString()).orElse("none"));
        }
        oldestKept = Math.max(oldestKept, keepFrom.value());
        return new Pruning(store, keys, batch, recordsMax).removeBelow(keepFrom.value());
    }

    StateHasher hasher() {
        return hasher;
    }

    PageReader pages() {
        return pages;
    }

    /** Asked after a read of the store: whoever misses what a pruning batch removed also sees what was set before that batch was written. */
    void refuseIfPruned(long version) {
        if (version < oldestKept) {
            throw new VersionPrunedException(version, oldestKept);
        }
    }
}
