package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.task.Tasks;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.Hash;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * One recursive pass of a sorted batch over a tree. Leaves the tree it starts from untouched. Confined to one thread, but for what it hands to a runner: the
 * parts below the slots of the root page have nothing in common, so each is a pass of its own, and they are put together in the order of their slots.
 */
final class TreeUpdate {
    /** A batch with fewer changes is done with before others have begun. */
    static final int SHARED_MIN = 512;

    private final PageReader pages;
    private final StateHasher hasher;
    private final long version;
    private final List<TreeChange> changes;
    private final Page blank;
    private final List<PageId> replaced = new ArrayList<>();
    private final List<SlotChanges> byLevel = new ArrayList<>();

    /** @throws IllegalArgumentException unless {@code changes} are in strictly ascending order of their key hashes */
    TreeUpdate(PageReader pages, StateHasher hasher, long version, List<TreeChange> changes) {
        this.pages = pages;
        this.hasher = hasher;
        this.version = version;
        this.changes = changes;
        this.blank = Page.blank(hasher);
        requireAscending(changes);
    }

    private TreeUpdate(TreeUpdate whole) {
        this.pages = whole.pages;
        this.hasher = whole.hasher;
        this.version = whole.version;
        this.changes = whole.changes;
        this.blank = whole.blank;
    }

    private static void requireAscending(List<TreeChange> changes) {
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

    /** The same with the parts below the root page's slots run on {@code runner}: the same slot, and the same pages replaced in the same order. */
    @Nullable
    Slot applyTo(@Nullable Slot root, TaskRunner runner) {
        if (!(root instanceof PageLink link) || changes.size() < SHARED_MIN || runner.workers() < 2) {
            return applyTo(root);
        }
        PageId id = new PageId(link.version(), 0, changes.getFirst().keyHash());
        Page page = pages.load(link, id);
        List<Part> parts = parts(page);
        runner.run(new Tasks(parts));
        SlotChanges now = changesOf(0);
        for (Part part : parts) {
            if (part.after != part.before) {
                now.set(part.nibble, part.after);
            }
            replaced.addAll(part.replaced);
        }
        if (now.mask() == 0) {
            return link;
        }
        replaced.add(id);
        return pageOrLess(page, now);
    }

    private List<Part> parts(Page page) {
        List<Part> parts = new ArrayList<>(Page.SLOTS);
        for (int start = 0; start < changes.size(); ) {
            int nibble = changes.get(start).keyHash().nibble(0);
            int end = start + 1;
            while (end < changes.size() && changes.get(end).keyHash().nibble(0) == nibble) {
                end++;
            }
            parts.add(new Part(nibble, page.slot(nibble), start, end));
            start = end;
        }
        return parts;
    }

    /** The changes in [from, to), all of which are below one slot. May run again. */
    private final class Part implements Runnable {
        private final int nibble;
        private final @Nullable Slot before;
        private final int from;
        private final int to;
        private @Nullable Slot after;
        private List<PageId> replaced = List.of();

        private Part(int nibble, @Nullable Slot before, int from, int to) {
            this.nibble = nibble;
            this.before = before;
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            TreeUpdate own = new TreeUpdate(TreeUpdate.this);
            after = own.apply(before, 1, from, to);
            replaced = own.replaced;
        }
    }

    /** Pages of older versions that the new version no longer uses. */
    List<PageId> replaced() {
        return replaced;
    }

    /** What stands in a slot after the changes in [from, to), all of which are below it. The very same slot when they change nothing. */
    private @Nullable Slot apply(@Nullable Slot old, int level, int from, int to) {
        if (old instanceof PageLink link) {
            return applyToPage(
                    link, new PageId(link.version(), level, changes.get(from).keyHash()), from, to);
        }
        Leaf leaf = (Leaf) old;
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

    private @Nullable Leaf applyToLeaf(@Nullable Leaf leaf, TreeChange change) {
        if (change.valueHash().isEmpty()) {
            return null;
        }
        Hash valueHash = change.valueHash().get();
        if (leaf != null && leaf.valueHash().equals(valueHash)) {
            return leaf;
        }
        return new Leaf(change.keyHash(), valueHash, hasher.leaf(change.keyHash(), valueHash));
    }

    private @Nullable Slot applyToPage(PageLink link, PageId id, int from, int to) {
        Page page = pages.load(link, id);
        SlotChanges now = changesOf(id.level());
        applyToSlots(page, now, id.level(), from, to);
        if (now.mask() == 0) {
            return link;
        }
        replaced.add(id);
        return pageOrLess(page, now);
    }

    /** Where at most a leaf stood: a page when more than one leaf is left, which takes the old leaf along. */
    private @Nullable Slot spread(@Nullable Leaf leaf, int level, int from, int to) {
        SlotChanges now = changesOf(level);
        if (leaf != null) {
            now.set(leaf.keyHash().nibble(level), leaf);
        }
        applyToSlots(blank, now, level, from, to);
        return pageOrLess(blank, now);
    }

    /** A page's changes are done with before those of the next page of its level begin. */
    private SlotChanges changesOf(int level) {
        while (byLevel.size() <= level) {
            byLevel.add(new SlotChanges());
        }
        SlotChanges cleared = byLevel.get(level);
        cleared.clear();
        return cleared;
    }

    private void applyToSlots(Page page, SlotChanges now, int level, int from, int to) {
        int start = from;
        while (start < to) {
            int nibble = changes.get(start).keyHash().nibble(level);
            int end = start + 1;
            while (end < to && changes.get(end).keyHash().nibble(level) == nibble) {
                end++;
            }
            TreeChange change = changes.get(start);
            if (end - start == 1 && page.isLeafOf(nibble, change.keyHash())) {
                changeLeaf(page, now, nibble, change);
            } else {
                Slot moved = now.at(nibble);
                Slot before = moved != null ? moved : page.slot(nibble);
                Slot after = apply(before, level + 1, start, end);
                if (after != before) {
                    now.set(nibble, after);
                }
            }
            start = end;
        }
    }

    /** The commonest change of all: a new value for a key that is there. */
    private void changeLeaf(Page page, SlotChanges now, int nibble, TreeChange change) {
        if (change.valueHash().isEmpty()) {
            now.set(nibble, null);
        } else if (!page.hasValue(nibble, change.valueHash().get())) {
            now.set(nibble, applyToLeaf(null, change));
        }
    }

    /** No page is made for less than two leaves. */
    private @Nullable Slot pageOrLess(Page page, SlotChanges now) {
        int occupied = now.occupiedAfter(page.occupied());
        if (Integer.bitCount(occupied) > 1 || now.linkedAfter(page.linked()) != 0) {
            return new PageLink(version, new Page(page, now, hasher));
        }
        if (occupied == 0) {
            return null;
        }
        int nibble = Integer.numberOfTrailingZeros(occupied);
        Slot left = now.at(nibble);
        return left != null ? left : page.slot(nibble);
    }
}
