package org.banyan.core.tree;

import java.util.List;
import java.util.Optional;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.state.StateProof;
import org.jspecify.annotations.Nullable;

/**
 * One version of the state tree: what keys hold after the block of that height.
 *
 * <p>Immutable to its readers, any number of threads at once; only flushing it, by the owner of its {@link StateTrees}, lets go of what the store then
 * holds. A version shares all it did not change with the one it was made from, and any number of versions may be made from one, which is how forks are
 * kept. Reads and updates load what is not in memory from the store and throw {@link org.banyan.spi.store.StoreCorruptException} when a page is missing or
 * not what its parent says, {@link VersionPrunedException} when this version was pruned. Source: DESIGN.md 2 and 4.
 */
public final class StateTree {
    private final StateTrees trees;
    private final long version;
    private final @Nullable Slot rootSlot;

    /** The version this was made from, until this is flushed. */
    private @Nullable StateTree parent;

    /** Pages that the parent uses and this does not, until this is flushed. */
    private List<PageId> replaced;

    private StateTree(
            StateTrees trees,
            long version,
            @Nullable Slot rootSlot,
            @Nullable StateTree parent,
            List<PageId> replaced) {
        this.trees = trees;
        this.version = version;
        this.rootSlot = rootSlot;
        this.parent = parent;
        this.replaced = replaced;
    }

    /** A version that the store holds. */
    static StateTree stored(StateTrees trees, long version, @Nullable Slot rootSlot) {
        return new StateTree(trees, version, rootSlot, null, List.of());
    }

    /** The state root that a header commits to. Of a tree without keys it is the empty hash of the chain's hasher. */
    public Hash root() {
        return rootSlot == null ? trees.hasher().empty() : rootSlot.hash();
    }

    public Height version() {
        return new Height(version);
    }

    /**
     * The version after {@code changes}; this one stays as it is. Costs one pass over the touched part of the tree.
     *
     * @param version not below this version; the same again is for building one version in several batches
     * @param changes strictly ascending by key hash
     * @throws IllegalArgumentException if the version is below this one or the changes are not sorted
     */
    public StateTree update(Height version, List<TreeChange> changes) {
        requireNotBelow(version);
        TreeUpdate update = updateOf(version, changes);
        return updated(version, update, update.applyTo(rootSlot));
    }

    /** The same with the work shared between the workers of {@code runner}. */
    public StateTree update(Height version, List<TreeChange> changes, TaskRunner runner) {
        requireNotBelow(version);
        TreeUpdate update = updateOf(version, changes);
        return updated(version, update, update.applyTo(rootSlot, runner));
    }

    private TreeUpdate updateOf(Height version, List<TreeChange> changes) {
        return new TreeUpdate(this::load, trees.hasher(), version.value(), changes);
    }

    private StateTree updated(Height version, TreeUpdate update, @Nullable Slot changed) {
        return new StateTree(trees, version.value(), changed, this, update.replaced());
    }

    private void requireNotBelow(Height version) {
        if (version.value() < this.version) {
            throw new IllegalArgumentException(
                    "a state version made from version " + this.version + " cannot be version " + version);
        }
    }

    /** That {@code keyHash} has the value it has, or that it has none: check with {@link StateProof}. */
    public StateProof prove(Hash keyHash) {
        return walkTo(keyHash).proof();
    }

    /** The hash of the value of a key. */
    public Optional<Hash> valueHash(Hash keyHash) {
        return walkTo(keyHash).valueHash();
    }

    private TreeWalk walkTo(Hash keyHash) {
        return TreeWalk.to(keyHash, rootSlot, this::load);
    }

    private Page load(PageLink link, PageId id) {
        try {
            return trees.pages().load(link, id);
        } catch (StoreCorruptException missing) {
            trees.refuseIfPruned(version);
            throw missing;
        }
    }

    @Nullable
    Slot rootSlot() {
        return rootSlot;
    }

    @Nullable
    StateTree parent() {
        return parent;
    }

    List<PageId> replaced() {
        return replaced;
    }

    /** Lets go of what was needed to flush this version. */
    void flushed() {
        parent = null;
        replaced = List.of();
    }
}
