package org.banyan.core.tree;

import org.banyan.types.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Points at a page by the version that made it, and holds the page while it is worth its memory.
 *
 * <p>A page that no store holds yet is always in memory. The reference is the only thing that changes, and only between the page and null, so readers of
 * any thread see one or the other; pages are immutable.
 */
final class PageLink implements Slot {
    private final Hash hash;
    private final long version;
    private @Nullable Page page;

    /** A page that is in the store. */
    PageLink(Hash hash, long version) {
        this.hash = hash;
        this.version = version;
    }

    /** A new page. */
    PageLink(long version, Page page) {
        this.hash = page.hash();
        this.version = version;
        this.page = page;
    }

    @Override
    public Hash hash() {
        return hash;
    }

    long version() {
        return version;
    }

    @Nullable
    Page pageInMemory() {
        return page;
    }

    void hold(Page loaded) {
        page = loaded;
    }

    void release() {
        page = null;
    }
}
