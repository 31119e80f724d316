package org.banyan.core.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the pages that were written last in memory, because the next blocks touch many of them again, and releases the older ones. One owner. */
final class RecentPages {
    private final TreeMemory memory;
    private final Deque<PageLink> links = new ArrayDeque<>();

    RecentPages(TreeMemory memory) {
        this.memory = memory;
    }

    /** Takes pages that the store holds now, parents before their children. */
    void add(List<Flush.NewPage> pages) {
        // Children leave before their parents: without its parent in memory a page is out of reach.
        for (Flush.NewPage page : pages.reversed()) {
            if (page.id().level() >= memory.residentLevels()) {
                links.addLast(page.link());
            }
        }
        while (links.size() > memory.recentPagesMax()) {
            links.removeFirst().release();
        }
    }
}
