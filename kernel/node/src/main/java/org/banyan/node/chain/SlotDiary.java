package org.banyan.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.core.chain.ChainEngine.BuildOutcome;
import org.banyan.node.chain.SlotLedger.Event;
import org.banyan.node.chain.SlotLedger.What;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.specification.ChainSpecification;

/** Writes the ledger while the effect loop works: times what it does and remembers which slot each seat builds for. Confined to the lane. */
final class SlotDiary {
    /** One cause is told once in this time. */
    static final long QUIET_MILLIS = 60_000;

    private final List<Seat> seats;
    private final TimeSource time;
    private final Timestamp genesis;
    private final long slotMillis;
    private final SlotLedger ledger;
    private final List<Optional<Building>> building = new ArrayList<>();
    private Optional<Timestamp> quietUntil = Optional.empty();
    private long overslept;
    private long tookNanos;

    private record Building(Timestamp slot, long sinceNanos) {}

    SlotDiary(List<Seat> seats, TimeSource time, ChainSpecification chain) {
        this.seats = List.copyOf(seats);
        this.genesis = chain.genesisTime();
        this.slotMillis = chain.consensus().slotMillis();
        this.time = time;
        this.ledger = new SlotLedger(
                time.now(), System.nanoTime(), seats.stream().map(Seat::name).toList());
        seats.forEach(seat -> building.add(Optional.empty()));
    }

    SlotLedger ledger() {
        return ledger;
    }

    /** Does it; what is told next took so long. */
    <T> T timed(Supplier<T> task) {
        long before = System.nanoTime();
        T result = task.get();
        tookNanos = System.nanoTime() - before;
        return result;
    }

    /** How long it took. */
    long tookNanos() {
        return tookNanos;
    }

    /**
     * A timer of a seat fired that was due then.
     *
     * @return a line for the operator when the seat's slot was over by then; once a minute however many slots that were
     */
    Optional<String> woke(int seat, Timestamp due) {
        Timestamp now = time.now();
        ledger.clock(now, System.nanoTime());
        long late = now.millis() - due.millis();
        if (late >= SlotLedger.WAKE_MILLIS && (due.millis() - genesis.millis()) % slotMillis == 0) {
            ledger.add(name(seat), due, new Event(now, What.WOKE_LATE, late + " ms late", late * 1_000_000));
            return late >= slotMillis ? overslept(now, due, late) : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> overslept(Timestamp now, Timestamp due, long late) {
        overslept++;
        if (quietUntil.filter(until -> until.compareTo(now) > 0).isPresent()) {
            return Optional.empty();
        }
        quietUntil = Optional.of(now.plusMillis(QUIET_MILLIS));
        long times = overslept;
        overslept = 0;
        return Optional.of("it woke " + late + " ms late for its slot of " + Instant.ofEpochMilli(due.millis())
                + (times > 1 ? ", and for " + (times - 1) + " others since this was said last" : "")
                + ": the node is busy with something else, or the machine gives it no time");
    }

    void proposed(int seat, Timestamp slot) {
        building.set(seat, Optional.of(new Building(slot, System.nanoTime())));
    }

    long nanosSinceProposal(int seat) {
        return building.get(seat)
                .map(running -> System.nanoTime() - running.sinceNanos())
                .orElse(0L);
    }

    void built(int seat, BuildOutcome outcome) {
        switch (outcome) {
            case BuildOutcome.Built built -> add(seat, What.BUILT, "");
            case BuildOutcome.Impossible impossible ->
                add(seat, What.BUILD_FAILED, impossible.verdict().toString());
        }
    }

    void signed(int seat, boolean signed) {
        add(seat, signed ? What.SIGNED : What.SIGN_REFUSED, "");
    }

    void published(int seat, Verdict verdict) {
        switch (verdict) {
            case Verdict.Accepted accepted -> {
                add(seat, What.PUBLISHED, "");
                ledger.produces(name(seat));
            }
            case Verdict.Rejected rejected -> add(seat, What.PUBLISH_REFUSED, rejected.toString());
        }
    }

    private void add(int seat, What what, String detail) {
        Timestamp now = time.now();
        ledger.clock(now, System.nanoTime());
        building.get(seat)
                .ifPresent(running -> ledger.add(name(seat), running.slot(), new Event(now, what, detail, tookNanos)));
    }

    private String name(int seat) {
        return seats.get(seat).name();
    }
}
