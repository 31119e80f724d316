package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Hash;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/** One recursive pass of a sorted batch over a tree. Confined to one thread; leaves the tree it starts from untouched. */
final class TreeUpdate {
    private final PageReader pages;
    private final StateHasher hasher;
    private final long version;
    private final List<TreeChange> changes;
    private final List<PageId> replaced = new ArrayList<>();

    /** @throws IllegalArgumentException unless {@code changes} are in strictly ascending order of their key hashes */
    TreeUpdate(PageReader pages, StateHasher hasher, long version, List<TreeChange> changes) {
        this.pages = pages;
        this.hasher = hasher;
        this.version = version;
        this.changes = changes;
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i - 1).keyHash().compareTo(changes.get(i).keyHash()) >= 0) {
                throw new IllegalArgumentException("tree changes must be sorted by key hash without duplicates, but "
                        + changes.get(i).keyHash() + " at index " + i + " is not above the one before");
            }
        }
    }

    @Nullable
    Slot applyTo(@Nullable Slot root) {
        return changes.isEmpty() ? root : apply(root, 0, 0, changes.size());
    }

    /** Pages of older versions that the new version no longer uses. */
    List<PageId> replaced() {
        return replaced;
    }

    /** What stands in a slot after the changes in [from, to), all of which are below it. The very same slot when they change nothing. */
    private @Nullable Slot apply(@Nullable Slot old, int level, int from, int to) {
        if (old instanceof Slot.PageLink link) {
            var id = new PageId(link.version(), level, changes.get(from).keyHash());
            return applyToPage(link, id, from, to);
        }
        Slot.Leaf leaf = (Slot.Leaf) old;
        if (to - from == 1) {
            TreeChange change = changes.get(from);
            if (leaf == null || leaf.keyHash().equals(change.keyHash())) {
                return applyToLeaf(leaf, change);
            }
            if (change.valueHash().isEmpty()) {
                return leaf;
            }
        }
        return spread(leaf, level, from, to);
    }

    private Slot.@Nullable Leaf applyToLeaf(Slot.@Nullable Leaf leaf, TreeChange change) {
        if (change.valueHash().isEmpty()) {
            return null;
        }
        Hash valueHash = change.valueHash().get();
        if (leaf != null && leaf.valueHash().equals(valueHash)) {
            return leaf;
        }
        return new Slot.Leaf(change.keyHash(), valueHash, hasher.leaf(change.keyHash(), valueHash));
    }

    private @Nullable Slot applyToPage(Slot.PageLink link, PageId id, int from, int to) {
        Page page = pages.load(link, id);
        @Nullable Slot[] slots = page.slots();
        int changed = applyToSlots(slots, id.level(), from, to);
        if (changed == 0) {
            return link;
        }
        replaced.add(id);
        return collapses(slots) ? anyOf(slots) : new Slot.PageLink(version, page.with(slots, changed, hasher));
    }

    /** Where at most a leaf stood: a page when more than one leaf is left, which takes the old leaf along. */
    private @Nullable Slot spread(Slot.@Nullable Leaf leaf, int level, int from, int to) {
        @Nullable Slot[] slots = new Slot[Page.SLOTS];
        if (leaf != null) {
            slots[leaf.keyHash().nibble(level)] = leaf;
        }
        applyToSlots(slots, level, from, to);
        return collapses(slots) ? anyOf(slots) : new Slot.PageLink(version, Page.of(slots, hasher));
    }

    /** Returns a bit for each slot that is not what it was. */
    private int applyToSlots(@Nullable Slot[] slots, int level, int from, int to) {
        int changed = 0;
        int start = from;
        while (start < to) {
            int nibble = changes.get(start).keyHash().nibble(level);
            int end = start + 1;
            while (end < to && changes.get(end).keyHash().nibble(level) == nibble) {
                end++;
            }
            Slot old = slots[nibble];
            Slot now = apply(old, level + 1, start, end);
            if (now != old) {
                slots[nibble] = now;
                changed |= 1 << nibble;
            }
            start = end;
        }
        return changed;
    }

    /** Whether at most one leaf is left: no page is made for that. */
    private static boolean collapses(@Nullable Slot[] slots) {
        int count = 0;
        for (Slot slot : slots) {
            if (slot instanceof Slot.PageLink) {
                return false;
            }
            if (slot != null && ++count > 1) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Slot anyOf(@Nullable Slot[] slots) {
        for (Slot slot : slots) {
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }
}
