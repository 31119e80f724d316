package org.banyan.core.pool;

import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.banyan.types.TransactionId;

/**
 * Waiting transactions, best paid first, parted in those that one block has room for and the later ones.
 *
 * <p>Who pushes others out of a full pool must be bound to pay: it has to come among those that the next block takes, and nobody may push it out of there again
 * before that block. Otherwise one deposit, moved away in time, could empty the pool of honest transactions again and again. Source: Li et al., "DETER", 2021.
 */
final class PayingOrder {
    private final int blockTransactions;
    private final long blockBytes;
    private final NavigableSet<Waiting> next = new TreeSet<>(Waiting.BEST_FIRST);
    private final NavigableSet<Waiting> later = new TreeSet<>(Waiting.BEST_FIRST);
    private long nextBytes;

    /** Those that pushed others out since the last block. */
    private final Set<TransactionId> bound = new LinkedHashSet<>();

    PayingOrder(int blockTransactions, long blockBytes) {
        this.blockTransactions = blockTransactions;
        this.blockBytes = blockBytes;
    }

    void add(Waiting waiting) {
        if (!later.isEmpty() && !waiting.isBetterThan(later.first())) {
            later.add(waiting);
            return;
        }
        next.add(waiting);
        nextBytes += waiting.size();
        while (next.size() > blockTransactions || nextBytes > blockBytes) {
            Waiting pushed = next.removeLast();
            nextBytes -= pushed.size();
            later.add(pushed);
        }
    }

    void remove(Waiting waiting) {
        bound.remove(waiting.id());
        if (!next.remove(waiting)) {
            later.remove(waiting);
            return;
        }
        nextBytes -= waiting.size();
        while (!later.isEmpty()
                && next.size() < blockTransactions
                && nextBytes + later.first().size() <= blockBytes) {
            Waiting first = later.removeFirst();
            nextBytes += first.size();
            next.add(first);
        }
    }

    Optional<Waiting> worst() {
        NavigableSet<Waiting> last = later.isEmpty() ? next : later;
        return last.isEmpty() ? Optional.empty() : Optional.of(last.last());
    }

    /** Worst first. */
    Iterable<Waiting> worstFirst() {
        return () -> Stream.concat(later.reversed().stream(), next.reversed().stream())
                .iterator();
    }

    /** Whether the next block would take a newcomer, and still take all who pushed others out. */
    boolean hasRoomFor(Waiting newcomer) {
        int count = next.size() + 1;
        long bytes = nextBytes + newcomer.size();
        for (Waiting last : next.reversed()) {
            if (count <= blockTransactions && bytes <= blockBytes) {
                return true;
            }
            if (newcomer.isBetterThan(last) && !bound.contains(last.id())) {
                count--;
                bytes -= last.size();
            } else {
                return false;
            }
        }
        return count <= blockTransactions && bytes <= blockBytes;
    }

    /** It pushed others out and stays until the next block. */
    void bind(Waiting waiting) {
        bound.add(waiting.id());
    }

    boolean isBound(TransactionId id) {
        return bound.contains(id);
    }

    /** A block came: whoever was to pay has paid or may be pushed out. */
    void release() {
        bound.clear();
    }

    /** Best first, until {@code visitor} answers false. */
    void visit(Predicate<Waiting> visitor) {
        for (Waiting waiting : next) {
            if (!visitor.test(waiting)) {
                return;
            }
        }
        for (Waiting waiting : later) {
            if (!visitor.test(waiting)) {
                return;
            }
        }
    }
}
