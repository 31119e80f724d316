package org.banyan.core.tree;

/** Where pages that are not in memory come from. */
interface PageReader {
    /**
     * The page behind a link, from memory or from the store.
     *
     * @throws org.banyan.spi.store.StoreCorruptException if the store has no such page, or one that does not hash to {@code link}
     */
    Page load(PageLink link, PageId id);
}
