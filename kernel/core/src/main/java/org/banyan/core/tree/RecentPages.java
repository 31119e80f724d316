package org.banyan.core.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the pages that were written last in memory, because the next blocks touch many of them again, and releases the older ones. One owner. */
final class RecentPages {
    private final TreeMemory memory;
    private final Deque<Slot.PageLink> links = new ArrayDeque<>();

    RecentPages(TreeMemory memory) {
        this.memory = memory;
    }

    /** Takes pages that the store holds now. */
    void add(List<Flush.NewPage> pages) {
        for (Flush.NewPage page : pages) {
            if (page.id().level() >= memory.residentLevels()) {
                links.addLast(page.link());
            }
        }
        while (links.size() > memory.recentPagesMax()) {
            links.removeFirst().release();
        }
    }
}
