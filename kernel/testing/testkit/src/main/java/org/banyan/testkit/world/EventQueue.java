package org.banyan.testkit.world;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.banyan.types.Timestamp;

/**
 * Virtual time: what is going to happen, ordered by (time, tie-break, order of asking). Time passes only by running what waits.
 *
 * <p>The same tasks and ties give the same order. Confined to one thread.
 */
public final class EventQueue {
    private record Happening(long at, long tie, long order, Runnable task) {}

    private final PriorityQueue<Happening> waiting = new PriorityQueue<>(Comparator.comparingLong(Happening::at)
            .thenComparingLong(Happening::tie)
            .thenComparingLong(Happening::order));
    private final LongSupplier ties;
    private long now;
    private long order;
    private long happened;
    private boolean halted;

    /** Events of one moment happen in the order in which they were asked for. */
    public EventQueue(Timestamp start) {
        this(start, () -> 0);
    }

    /** @param ties draws the order of events that happen at one moment */
    public EventQueue(Timestamp start, LongSupplier ties) {
        this.now = start.millis();
        this.ties = ties;
    }

    public Timestamp now() {
        return new Timestamp(now);
    }

    /** Runs {@code task} at {@code time}, or now when that is past. */
    public void at(Timestamp time, Runnable task) {
        waiting.add(new Happening(Math.max(now, time.millis()), ties.getAsLong(), order++, task));
    }

    /** Runs {@code task} after {@code millis}, at once when that is negative. */
    public void after(long millis, Runnable task) {
        at(new Timestamp(Math.addExact(now, Math.max(0, millis))), task);
    }

    /** Runs everything that happens until {@code end}, which is the time afterwards. Does nothing once {@link #halt halted}. */
    public void runUntil(Timestamp end) {
        while (!halted && !waiting.isEmpty() && waiting.peek().at() <= end.millis()) {
            Happening next = waiting.remove();
            now = next.at();
            happened++;
            next.task().run();
        }
        now = halted ? now : Math.max(now, end.millis());
    }

    /** Nothing happens any more after what is happening now. */
    public void halt() {
        halted = true;
    }

    /** Events that ran. */
    public long happened() {
        return happened;
    }

    /** Events that wait. */
    public int waiting() {
        return waiting.size();
    }
}
