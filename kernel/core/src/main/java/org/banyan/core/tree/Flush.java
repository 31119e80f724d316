package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.banyan.spi.store.WriteBatch;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written for one version to be in the store, given that its base is. Of a base's pages none is written again; of the versions between
 * base and tree only what the tree still uses.
 */
record Flush(StateTree tree, List<NewPage> pages, List<PageId> stale) {

    record NewPage(PageId id, PageLink link) {
        Page page() {
            Page page = link.pageInMemory();
            if (page == null) {
                throw new IllegalStateException("state page " + id + " left memory before it was written");
            }
            return page;
        }
    }

    /**
     * @param base the last flushed version, or null before the first
     * @throws IllegalArgumentException if {@code tree} was not made from {@code base}
     */
    static Flush of(StateTree tree, @Nullable StateTree base) {
        long baseVersion = base == null ? -1 : base.version().value();
        if (tree.version().value() <= baseVersion) {
            throw new IllegalArgumentException("state version " + tree.version() + " cannot be flushed after version "
                    + baseVersion + ", which is in the store");
        }
        return new Flush(tree, newPages(tree.rootSlot(), baseVersion), stalePages(tree, base, baseVersion));
    }

    /** Parents before their children. */
    private static List<NewPage> newPages(@Nullable Slot root, long baseVersion) {
        List<NewPage> pages = new ArrayList<>();
        if (root instanceof PageLink link && link.version() > baseVersion) {
            pages.add(new NewPage(PageId.ofRoot(link.version()), link));
        }
        for (int next = 0; next < pages.size(); next++) {
            NewPage parent = pages.get(next);
            Page page = parent.page();
            for (int links = page.linked(); links != 0; links &= links - 1) {
                int nibble = Integer.numberOfTrailingZeros(links);
                PageLink link = page.link(nibble);
                if (link.version() > baseVersion) {
                    pages.add(new NewPage(parent.id().child(link.version(), nibble), link));
                }
            }
        }
        return pages;
    }

    private static List<PageId> stalePages(StateTree tree, @Nullable StateTree base, long baseVersion) {
        List<PageId> stale = new ArrayList<>();
        StateTree version = tree;
        for (StateTree before = tree.parent(); before != null; before = before.parent()) {
            for (PageId page : version.replaced()) {
                if (page.version() <= baseVersion) {
                    stale.add(page);
                }
            }
            version = before;
        }
        if (!isBase(version, base)) {
            throw new IllegalArgumentException("state version " + tree.version() + " was not made from version "
                    + baseVersion + ", the last in the store, but from version " + version.version());
        }
        return stale;
    }

    private static boolean isBase(StateTree version, @Nullable StateTree base) {
        return base == null
                ? version.rootSlot() == null
                : version.version().equals(base.version()) && version.root().equals(base.root());
    }

    void addTo(WriteBatch batch, TreeKeys keys) {
        List<NewPage> sorted = new ArrayList<>(pages);
        sorted.sort(Comparator.comparing(NewPage::id, PageId.ORDER));
        for (NewPage page : sorted) {
            batch.put(keys.page(page.id()), TreeRecords.encode(page.page()));
        }
        long version = tree.version().value();
        StaleRecords.put(batch, keys, version, stale);
        batch.put(keys.root(version), TreeRecords.encodeRoot(tree.rootSlot()));
        batch.put(keys.latest(), TreeRecords.encodeVersion(version));
    }
}
