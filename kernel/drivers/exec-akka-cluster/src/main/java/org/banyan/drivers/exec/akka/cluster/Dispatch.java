package org.banyan.drivers.exec.akka.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.SignatureChunk;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which chunk, and when one is given up: bounded in everything, without clock or threads. The threads of this process begin with the oldest offers, so
 * workers get the newest. Confined to its owner.
 */
final class Dispatch {
    /** Offers that are remembered; beyond that the oldest is forgotten, which a thread of this process will get to next. */
    static final int OFFERS_MAX = 1_024;

    /** Workers that are known at once. */
    static final int WORKERS_MAX = 256;

    /** A chunk that was given up occupies its worker for so many time limits, unless an answer comes: then its message counts as lost. */
    static final int LIMITS_UNTIL_FORGOTTEN = 20;

    /** What to send. */
    record Shipment(String worker, long ticket, SignatureChunk chunk) {}

    private static final class Worker {
        private final String name;
        private final int slots;
        private int allowed;
        private int busy;

        private Worker(String name, int slots) {
            this.name = name;
            this.slots = slots;
            this.allowed = slots;
        }

        private int room() {
            return allowed - busy;
        }
    }

    private static final class Shipped {
        private final Worker worker;
        private final OfferedChunk chunk;
        private final long since;
        private boolean givenUp;

        private Shipped(Worker worker, OfferedChunk chunk, long since) {
            this.worker = worker;
            this.chunk = chunk;
            this.since = since;
        }
    }

    private final long limitNanos;
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final Set<String> distrusted = new HashSet<>();
    private final Deque<OfferedChunk> offers = new ArrayDeque<>();
    /** In the order in which they were sent. */
    private final Map<Long, Shipped> shipped = new LinkedHashMap<>();

    private long tickets;

    /** @param limitNanos after which a chunk without an answer is given up */
    Dispatch(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    boolean hasWorkers() {
        return !workers.isEmpty();
    }

    boolean knows(String worker) {
        return workers.containsKey(worker);
    }

    int outstanding() {
        return shipped.size();
    }

    int waiting() {
        return offers.size();
    }

    List<Shipment> offered(OfferedChunk chunk, long now) {
        if (workers.isEmpty()) {
            return List.of();
        }
        offers.addLast(chunk);
        if (offers.size() > OFFERS_MAX) {
            offers.removeFirst();
        }
        return ship(now);
    }

    List<Shipment> joined(String worker, int slots, long now) {
        boolean welcome = !distrusted.contains(worker) && !workers.containsKey(worker) && workers.size() < WORKERS_MAX;
        if (!welcome) {
            return List.of();
        }
        workers.put(worker, new Worker(worker, slots));
        return ship(now);
    }

    /** The worker is gone, and what it had goes to the threads of this process. */
    void left(String worker) {
        if (workers.remove(worker) == null) {
            return;
        }
        for (Iterator<Shipped> each = shipped.values().iterator(); each.hasNext(); ) {
            Shipped lost = each.next();
            if (lost.worker.name.equals(worker)) {
                each.remove();
                if (!lost.givenUp) {
                    lost.chunk.lost();
                }
            }
        }
        if (workers.isEmpty()) {
            offers.clear();
        }
    }

    /** The worker gets nothing any more, whatever it says. */
    void distrust(String worker) {
        distrusted.add(worker);
        left(worker);
    }

    /** @param verdicts empty when the worker cannot say */
    List<Shipment> answered(String worker, long ticket, Optional<ChunkVerdicts> verdicts, long now) {
        Shipped found = shipped.get(ticket);
        if (found == null || !found.worker.name.equals(worker)) {
            return List.of();
        }
        shipped.remove(ticket);
        Worker from = found.worker;
        from.busy--;
        if (!found.givenUp) {
            from.allowed = Math.min(from.slots, from.allowed + 1);
            verdicts.ifPresentOrElse(each -> found.chunk.answered(worker, each), found.chunk::lost);
        }
        return ship(now);
    }

    /** Gives up what took too long: a worker that is late gets one chunk at a time, until it answers in time again. */
    List<Shipment> tick(long now) {
        for (Iterator<Shipped> each = shipped.values().iterator(); each.hasNext(); ) {
            Shipped oldest = each.next();
            long waited = now - oldest.since;
            if (waited < limitNanos) {
                break;
            }
            if (!oldest.givenUp) {
                oldest.givenUp = true;
                oldest.worker.allowed = 1;
                oldest.chunk.lost();
            }
            if (waited / LIMITS_UNTIL_FORGOTTEN >= limitNanos) {
                each.remove();
                oldest.worker.busy--;
            }
        }
        return ship(now);
    }

    /** Gives up everything. */
    void close() {
        List.copyOf(workers.keySet()).forEach(this::left);
    }

    private List<Shipment> ship(long now) {
        List<Shipment> shipments = new ArrayList<>();
        Worker free = freest();
        while (free != null && !offers.isEmpty()) {
            OfferedChunk newest = offers.removeLast();
            Optional<SignatureChunk> claimed = newest.claim();
            if (claimed.isPresent()) {
                long ticket = ++tickets;
                free.busy++;
                shipped.put(ticket, new Shipped(free, newest, now));
                shipments.add(new Shipment(free.name, ticket, claimed.get()));
                free = freest();
            }
        }
        return shipments;
    }

    private @Nullable Worker freest() {
        Worker best = null;
        for (Worker each : workers.values()) {
            if (each.room() > 0 && (best == null || each.room() > best.room())) {
                best = each;
            }
        }
        return best;
    }
}
