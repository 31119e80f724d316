package org.banyan.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.Timestamp;

/**
 * What the seats of this node did in their slots, for who asks why one stayed empty. Bounded: the newest {@value #SLOTS_MAX} slots with a seat of this node, the
 * arrival of the newest {@value #ARRIVALS_MAX} blocks, the newest {@value #STEPS_MAX} steps of the clock. It begins anew with the process.
 *
 * <p>Written on the chain's lane, read by any thread.
 */
public final class SlotLedger {
    public static final int SLOTS_MAX = 4_096;
    public static final int ARRIVALS_MAX = 4_096;
    public static final int STEPS_MAX = 256;

    /** Events kept of one seat in one slot; the first ones. */
    public static final int EVENTS_MAX = 16;

    /** The wall clock was set when it moved by so much more or less than the time that passed. */
    public static final long CLOCK_STEP_MILLIS = 100;

    /** A timer that fires later than this is told. */
    public static final long WAKE_MILLIS = 25;

    private final Timestamp since;
    private final List<String> seats;
    private final TreeMap<Place, List<Event>> events = new TreeMap<>();
    private final TreeMap<Timestamp, Timestamp> arrivals = new TreeMap<>();
    private final TreeMap<Timestamp, Long> clockSteps = new TreeMap<>();
    private final Map<String, Reason> reasons = new TreeMap<>();
    private long offsetMillis;

    /** What happened to a block of a seat. */
    public enum What {
        /** The seat's timer fired late; {@code took} is by how much. */
        WOKE_LATE,
        BUILT,
        BUILD_FAILED,
        SIGNED,
        SIGN_REFUSED,
        PUBLISHED,
        PUBLISH_REFUSED
    }

    /**
     * @param detail in words; may be empty
     * @param tookNanos how long it took; 0 when it took no time of its own
     */
    public record Event(Timestamp at, What what, String detail, long tookNanos) {}

    /** Why a seat produces nothing. */
    public record Reason(Timestamp since, String text) {}

    private record Place(Timestamp slot, String seat) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int bySlot = slot.compareTo(other.slot);
            return bySlot != 0 ? bySlot : seat.compareTo(other.seat);
        }
    }

    /** @param seats their names */
    SlotLedger(Timestamp now, long nanos, List<String> seats) {
        this.since = now;
        this.seats = List.copyOf(seats);
        this.offsetMillis = now.millis() - millis(nanos);
    }

    // Written on the lane

    /** Something that concerns the block that {@code seat} makes for the slot that begins at {@code slot}. */
    synchronized void add(String seat, Timestamp slot, Event event) {
        List<Event> of = events.computeIfAbsent(new Place(slot, seat), unknown -> new ArrayList<>());
        if (of.size() < EVENTS_MAX) {
            of.add(event);
        }
        if (events.size() > SLOTS_MAX) {
            events.pollFirstEntry();
        }
    }

    /** A block of this time is stored. */
    synchronized void arrived(Timestamp block, Timestamp now) {
        arrivals.putIfAbsent(block, now);
        if (arrivals.size() > ARRIVALS_MAX) {
            arrivals.pollFirstEntry();
        }
    }

    /** Compares the wall clock with the time that passed. */
    synchronized void clock(Timestamp now, long nanos) {
        long offset = now.millis() - millis(nanos);
        if (Math.abs(offset - offsetMillis) >= CLOCK_STEP_MILLIS) {
            clockSteps.put(now, offset - offsetMillis);
            offsetMillis = offset;
            if (clockSteps.size() > STEPS_MAX) {
                clockSteps.pollFirstEntry();
            }
        }
    }

    synchronized void producesNot(String seat, Timestamp now, String reason) {
        reasons.put(seat, new Reason(now, reason));
    }

    synchronized void produces(String seat) {
        reasons.remove(seat);
    }

    // Read by anybody

    /** Since when it is kept. */
    public Timestamp since() {
        return since;
    }

    /** Names of the producers that this node builds for. */
    public List<String> seats() {
        return seats;
    }

    /** What {@code seat} did in the slot that begins at {@code slot}, in order; empty when it did nothing, or that is forgotten. */
    public synchronized List<Event> events(String seat, Timestamp slot) {
        return List.copyOf(events.getOrDefault(new Place(slot, seat), List.of()));
    }

    /** Slots before this one are forgotten; empty when none is. */
    public synchronized Optional<Timestamp> forgottenBefore() {
        return events.size() < SLOTS_MAX
                ? Optional.empty()
                : Optional.of(events.firstKey().slot());
    }

    /** When a block of this time was stored here. */
    public synchronized Optional<Timestamp> arrival(Timestamp block) {
        return Optional.ofNullable(arrivals.get(block));
    }

    /** By how many milliseconds the clock was set from {@code from} to {@code to}, the largest step. */
    public synchronized Optional<Long> clockStep(Timestamp from, Timestamp to) {
        return clockSteps.subMap(from, true, to, true).values().stream()
                .max((one, other) -> Long.compare(Math.abs(one), Math.abs(other)));
    }

    /** Why {@code seat} produces nothing; empty while it does. */
    public synchronized Optional<Reason> notProducing(String seat) {
        return Optional.ofNullable(reasons.get(seat));
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
