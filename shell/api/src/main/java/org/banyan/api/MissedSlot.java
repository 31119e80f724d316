package org.banyan.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.banyan.node.chain.SlotLedger;
import org.banyan.node.chain.SlotLedger.Event;
import org.banyan.node.chain.SlotLedger.What;
import org.banyan.types.Timestamp;
import org.banyan.v1.SlotCause;

/**
 * Why a slot of a delegate that this node runs is over without a block on the best branch: what the ledger knows of it, and what follows. The first cause that
 * fits is told: a refusal, a clock that was set, lateness, a missing parent.
 *
 * @param since the ledger's beginning
 * @param forgotten whether the ledger has dropped the slot
 * @param clockStep by how many milliseconds the clock was set during the slot
 * @param parent when the block before was here, if that is known
 * @param ownParent whether a delegate of this node built the block before
 * @param notProducing why the delegate produces nothing now
 */
record MissedSlot(
        Timestamp start,
        Timestamp end,
        List<Event> events,
        Timestamp since,
        boolean forgotten,
        Optional<Long> clockStep,
        Optional<Timestamp> parent,
        boolean ownParent,
        Optional<SlotLedger.Reason> notProducing) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String BUSY =
            "the node was busy with something else, or the machine gave it no time: see its load, and pauses for memory";

    /** @param advice empty when nothing is to be done */
    record Finding(SlotCause cause, String message, String advice) {}

    MissedSlot {
        events = List.copyOf(events);
    }

    Finding finding() {
        if (start.compareTo(since) < 0) {
            return new Finding(
                    SlotCause.SLOT_CAUSE_NOT_RUNNING,
                    "this node runs since " + Instant.ofEpochMilli(since.millis()) + ", after the slot began",
                    "keep the node running; a supervisor starts it again after a crash");
        }
        if (forgotten) {
            return new Finding(
                    SlotCause.SLOT_CAUSE_NOT_RUNNING,
                    "the node no longer remembers what it did in this slot",
                    "ask within " + SlotLedger.SLOTS_MAX + " slots of this node's delegates");
        }
        return refused().or(this::clock).or(this::late).or(this::parentMissing).orElseGet(this::quiet);
    }

    private Optional<Finding> refused() {
        return first(What.SIGN_REFUSED)
                .map(event -> new Finding(
                        SlotCause.SLOT_CAUSE_KEY,
                        "the sign guard refused: the key signed in this slot or a later one before",
                        "see that no other process signs with this key, and that the clock was not set back"))
                .or(() -> first(What.BUILD_FAILED)
                        .map(event -> new Finding(
                                SlotCause.SLOT_CAUSE_FAILED,
                                "the block could not be built: " + event.detail(),
                                "see the node's log at that time")))
                .or(() -> first(What.PUBLISH_REFUSED)
                        .map(event -> new Finding(
                                SlotCause.SLOT_CAUSE_FAILED,
                                "the node's own block was not accepted: " + event.detail(),
                                "see the node's log at that time")));
    }

    private Optional<Finding> clock() {
        return clockStep
                .filter(step -> published().isEmpty())
                .map(step -> new Finding(
                        SlotCause.SLOT_CAUSE_CLOCK,
                        "the machine's clock was set by " + step + " ms during the slot",
                        "let a time service keep the clock by small steps"));
    }

    private Optional<Finding> late() {
        Optional<Timestamp> published = published();
        if (published.isPresent() && published.get().compareTo(end) < 0) {
            return Optional.of(new Finding(
                    SlotCause.SLOT_CAUSE_REPLACED,
                    "its block was there " + after(published.get())
                            + " ms after the slot began, but the best branch went on without it",
                    "see that the others hear of this node's blocks in time"));
        }
        if (published.isPresent() || first(What.WOKE_LATE).isPresent()) {
            return Optional.of(lateness(published));
        }
        return first(What.BUILT)
                .map(event -> new Finding(
                        SlotCause.SLOT_CAUSE_REPLACED,
                        "a block was built, but the head moved before it was signed",
                        ""));
    }

    private Finding lateness(Optional<Timestamp> published) {
        double woke = took(What.WOKE_LATE);
        double build = took(What.BUILT);
        double disk = took(What.SIGNED) + took(What.PUBLISHED);
        String how = String.format(
                        Locale.ROOT,
                        "woke %.0f ms late, executed for %.0f ms, signed and stored for %.0f ms",
                        woke,
                        build,
                        disk)
                + published
                        .map(time -> "; its block was there " + after(time) + " ms after the slot began")
                        .orElse("; the slot of " + (end.millis() - start.millis()) + " ms was over");
        if (disk > woke && disk > build) {
            return new Finding(
                    SlotCause.SLOT_CAUSE_STORE,
                    "late, for the disk: " + how,
                    "give store and signer/ a faster disk, or one of their own");
        }
        return new Finding(
                SlotCause.SLOT_CAUSE_LATE,
                "late: " + how,
                woke > build ? BUSY : "lower the chain's block cost limit, or give the node more processors");
    }

    /** Whether the block before was not here when the slot was over. */
    private Optional<Finding> parentMissing() {
        return parent.filter(arrived -> arrived.compareTo(end) >= 0)
                .map(arrived -> ownParent
                        ? new Finding(
                                SlotCause.SLOT_CAUSE_LATE,
                                "late: this node's block before was there only " + after(arrived)
                                        + " ms after the slot began",
                                BUSY)
                        : new Finding(
                                SlotCause.SLOT_CAUSE_PEERS,
                                "the block before came " + after(arrived)
                                        + " ms after the slot began: the node did not have the chain's newest blocks",
                                "see the node's peers and its connection"));
    }

    private Finding quiet() {
        return notProducing
                .filter(reason -> reason.since().compareTo(end) < 0)
                .map(reason -> new Finding(
                        SlotCause.SLOT_CAUSE_FAILED, "not producing because " + reason.text(), "see the node's log"))
                .orElseGet(() -> new Finding(
                        SlotCause.SLOT_CAUSE_LATE,
                        "the delegate's agent did nothing in the slot: the process was held up, or the slot was not the"
                                + " delegate's as of the head it had then",
                        "see the machine's load at that time, and whether it slept"));
    }

    private long after(Timestamp time) {
        return time.millis() - start.millis();
    }

    private Optional<Timestamp> published() {
        return first(What.PUBLISHED).map(Event::at);
    }

    private Optional<Event> first(What what) {
        return events.stream().filter(event -> event.what() == what).findFirst();
    }

    private double took(What what) {
        return events.stream()
                        .filter(event -> event.what() == what)
                        .mapToLong(Event::tookNanos)
                        .max()
                        .orElse(0)
                / NANOS_PER_MILLI;
    }
}
