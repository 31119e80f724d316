package org.banyan.node.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;

/**
 * Who hears what, where one node has several producers on one chain: what happens to the chain is told to all, an answer to who asked, a message to the
 * others. All decide on an event before anything they want is done, and that is done in their order. With one seat it is as if there were none of this.
 *
 * <p>No clock, no IO; confined to the chain's lane. RELIABILITY.md RS5: a seat's signatures are asked of its own guard alone.
 */
final class Seats {
    private final List<Seat> seats;
    private final Deque<Told> waiting = new ArrayDeque<>();

    /** Why each seat produces nothing, by place. */
    private final Map<Integer, String> reasons = new TreeMap<>();

    /** Something that one seat wants. */
    record Wanted(int seat, AgentEffect effect) {}

    /** @param seat empty when all are told */
    private record Told(Optional<Integer> seat, AgentEvent event) {}

    Seats(List<Seat> seats) {
        if (seats.isEmpty()) {
            throw new IllegalArgumentException("a chain needs an agent, even if it only follows");
        }
        this.seats = List.copyOf(seats);
    }

    int count() {
        return seats.size();
    }

    Seat at(int seat) {
        return seats.get(seat);
    }

    void tellAll(AgentEvent event) {
        waiting.add(new Told(Optional.empty(), event));
    }

    void tell(int seat, AgentEvent event) {
        waiting.add(new Told(Optional.of(seat), event));
    }

    /** What the agent of {@code from} sends to the agents of peers, its neighbours hear too. */
    void tellOthers(int from, Timestamp now, Bytes message) {
        for (int seat = 0; seat < seats.size(); seat++) {
            if (seat != from) {
                tell(seat, new AgentEvent.Received(now, message));
            }
        }
    }

    /** The event that is next, if any. */
    Optional<AgentEvent> next() {
        return Optional.ofNullable(waiting.peek()).map(Told::event);
    }

    /** Hands on the next event; answers what is wanted, in order. */
    List<Wanted> handNext(KnownBlocks blocks) {
        Told told = waiting.remove();
        List<Wanted> wanted = new ArrayList<>();
        if (told.seat().isPresent()) {
            hand(told.seat().get(), told.event(), blocks, wanted);
        } else {
            for (int seat = 0; seat < seats.size(); seat++) {
                hand(seat, told.event(), blocks, wanted);
            }
        }
        return wanted;
    }

    private void hand(int seat, AgentEvent event, KnownBlocks blocks, List<Wanted> wanted) {
        seats.get(seat).agent().on(event, blocks).forEach(effect -> wanted.add(new Wanted(seat, effect)));
    }

    // What operators read

    /** A line about one seat; names it where there are others. */
    String line(int seat, String message) {
        return seats.size() == 1 ? message : "producer " + seats.get(seat).name() + ": " + message;
    }

    void produces(int seat) {
        reasons.remove(seat);
    }

    void producesNot(int seat, String reason) {
        reasons.put(seat, reason);
    }

    /** Why nothing is produced here; empty as long as one seat has no reason not to. */
    Optional<String> notProducing() {
        return reasons.size() < seats.size() ? Optional.empty() : Optional.of(line(0, reasons.getOrDefault(0, "")));
    }
}
