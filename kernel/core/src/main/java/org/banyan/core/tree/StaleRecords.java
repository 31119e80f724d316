package org.banyan.core.tree;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/**
 * The list of pages that nobody needs once all versions below a certain one are gone. Pages are listed many to a record: a record each would cost more than
 * hashing them did.
 */
final class StaleRecords {
    /** Most pages in a record. */
    static final int PAGES_MAX = 256;

    private StaleRecords() {}

    /** Adds records saying that {@code pages} are not used from version {@code since} on. */
    static void put(WriteBatch batch, TreeKeys keys, long since, List<PageId> pages) {
        List<PageId> sorted = new ArrayList<>(pages);
        sorted.sort(PageId.ORDER);
        for (int from = 0, number = 0; from < sorted.size(); from += PAGES_MAX, number++) {
            int to = Math.min(sorted.size(), from + PAGES_MAX);
            batch.put(keys.stale(since, number), encode(sorted.subList(from, to)));
        }
    }

    private static Bytes encode(List<PageId> pages) {
        int size = 0;
        for (PageId page : pages) {
            size += page.storedBytes();
        }
        var out = ByteBuffer.allocate(size);
        for (PageId page : pages) {
            page.write(out);
        }
        return Bytes.wrap(out.array());
    }

    /** @throws StoreCorruptException unless {@code stored} lists pages */
    static List<PageId> decode(long since, Bytes stored) {
        var in = ByteBuffer.wrap(stored.readOnlyArray());
        List<PageId> pages = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                pages.add(PageId.read(in));
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException malformed) {
            throw new StoreCorruptException("the list of state pages stale since version " + since
                    + " is corrupt; stop the node and restore its state from a snapshot");
        }
        return pages;
    }
}
