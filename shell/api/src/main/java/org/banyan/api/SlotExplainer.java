package org.banyan.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.banyan.consensus.schedule.Schedule;
import org.banyan.consensus.schedule.Slot;
import org.banyan.node.chain.SlotLedger;
import org.banyan.node.chain.SlotLedger.Event;
import org.banyan.node.chain.SlotLedger.What;
import org.banyan.types.Timestamp;
import org.banyan.v1.ExplainSlotResponse;
import org.banyan.v1.SlotCause;
import org.banyan.v1.SlotEvent;

/** Says why a slot is as it is, from the best branch and, for delegates of this node, from its ledger. */
final class SlotExplainer {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String BUSY =
            "the node was busy with something else, or the machine gave it no time: see its load, and pauses for memory";

    private final ChainReader reader;
    private final RoundMessages messages;
    private final SlotLedger ledger;

    SlotExplainer(ChainReader reader, RoundMessages messages) {
        this.reader = reader;
        this.messages = messages;
        this.ledger = reader.chain().ledger();
    }

    private record Finding(SlotCause cause, String message, String advice) {}

    /**
     * @param place of the slot in its round, from 1; 0 without rounds
     */
    ExplainSlotResponse explain(Slot planned, long place) {
        MainBranch branch = messages.branch();
        long before = branch.lastBefore(planned.start());
        Optional<Long> built = branch.blockOf(planned.start());
        org.banyan.v1.Slot slot =
                messages.message(planned, place, before, built).build();
        List<Event> events = ledger.events(slot.getDelegate(), planned.start());
        Finding finding = finding(slot, planned, before, events);
        var answer = ExplainSlotResponse.newBuilder()
                .setSlot(slot)
                .setCause(finding.cause())
                .setMessage(finding.message())
                .setAdvice(finding.advice())
                .setHead(reader.reference(
                        branch.id(branch.headHeight()),
                        branch.header(branch.headHeight()).height()));
        events.forEach(event -> answer.addEvents(message(event)));
        return answer.build();
    }

    private Finding finding(org.banyan.v1.Slot slot, Slot planned, long before, List<Event> events) {
        return switch (slot.getState()) {
            case SLOT_STATE_BUILT -> built(slot, planned, events);
            case SLOT_STATE_TAKEN ->
                new Finding(
                        SlotCause.SLOT_CAUSE_SUSPENDED,
                        "the delegate's slots are taken from it until " + text(new Timestamp(slot.getOutUntilMillis()))
                                + ", for blocks that it missed or built twice",
                        "wait until then; see why the slots before stayed empty");
            case SLOT_STATE_UPCOMING, SLOT_STATE_RUNNING ->
                new Finding(SlotCause.SLOT_CAUSE_OPEN, "the slot is not over", "");
            default ->
                slot.getOwn()
                        ? own(slot, planned, before, events)
                        : new Finding(
                                SlotCause.SLOT_CAUSE_ELSEWHERE,
                                "no block of this slot is on the best branch; this node does not run its delegate",
                                "ask the delegate's own node: it knows what it did in the slot");
        };
    }

    private Finding built(org.banyan.v1.Slot slot, Slot planned, List<Event> events) {
        String when = at(events, What.PUBLISHED)
                .or(() -> ledger.arrival(planned.start()))
                .map(time -> ", there " + since(planned, time) + " ms after the slot began")
                .orElse("");
        return new Finding(
                SlotCause.SLOT_CAUSE_BUILT, "built: block " + slot.getBlock().getHeight() + when, "");
    }

    /** An empty slot of a delegate that this node runs. */
    private Finding own(org.banyan.v1.Slot slot, Slot planned, long before, List<Event> events) {
        if (planned.start().compareTo(ledger.since()) < 0) {
            return new Finding(
                    SlotCause.SLOT_CAUSE_NOT_RUNNING,
                    "this node runs since " + text(ledger.since()) + ", after the slot began",
                    "keep the node running; a supervisor starts it again after a crash");
        }
        return refused(events)
                .or(() -> clock(planned, events))
                .or(() -> late(planned, events))
                .or(() -> peers(planned, before))
                .orElseGet(() -> quiet(slot, planned));
    }

    private static Optional<Finding> refused(List<Event> events) {
        for (Event event : events) {
            switch (event.what()) {
                case SIGN_REFUSED -> {
                    return Optional.of(new Finding(
                            SlotCause.SLOT_CAUSE_KEY,
                            "the sign guard refused: the key signed in this slot or a later one before",
                            "see that no other process signs with this key, and that the clock was not set back"));
                }
                case BUILD_FAILED -> {
                    return Optional.of(new Finding(
                            SlotCause.SLOT_CAUSE_FAILED,
                            "the block could not be built: " + event.detail(),
                            "see the node's log at that time"));
                }
                case PUBLISH_REFUSED -> {
                    return Optional.of(new Finding(
                            SlotCause.SLOT_CAUSE_FAILED,
                            "the node's own block was not accepted: " + event.detail(),
                            "see the node's log at that time"));
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> clock(Slot planned, List<Event> events) {
        boolean published = at(events, What.PUBLISHED).isPresent();
        return ledger.clockStep(planned.start(), end(planned))
                .filter(step -> !published)
                .map(step -> new Finding(
                        SlotCause.SLOT_CAUSE_CLOCK,
                        "the machine's clock was set by " + step + " ms during the slot",
                        "let a time service keep the clock by small steps (chrony with makestep at start only)"));
    }

    private Optional<Finding> late(Slot planned, List<Event> events) {
        Optional<Timestamp> published = at(events, What.PUBLISHED);
        if (published.isPresent() && published.get().compareTo(end(planned)) < 0) {
            return Optional.of(new Finding(
                    SlotCause.SLOT_CAUSE_REPLACED,
                    "its block was there " + since(planned, published.get())
                            + " ms after the slot began, but the best branch went on without it",
                    "see that the others hear of this node's blocks in time"));
        }
        if (published.isEmpty() && at(events, What.WOKE_LATE).isEmpty()) {
            return at(events, What.BUILT)
                    .map(time -> new Finding(
                            SlotCause.SLOT_CAUSE_REPLACED,
                            "a block was built, but the head moved before it was signed",
                            ""));
        }
        return Optional.of(lateness(planned, events, published));
    }

    private Finding lateness(Slot planned, List<Event> events, Optional<Timestamp> published) {
        double woke = took(events, What.WOKE_LATE);
        double build = took(events, What.BUILT);
        double disk = took(events, What.SIGNED) + took(events, What.PUBLISHED);
        String parts = String.format(
                Locale.ROOT,
                "woke %.0f ms late, executed for %.0f ms, signed and stored for %.0f ms",
                woke,
                build,
                disk);
        String end = published
                .map(time -> "; its block was there " + since(planned, time) + " ms after the slot began")
                .orElse("; the slot of " + slotMillis(planned) + " ms was over");
        return disk > woke && disk > build
                ? new Finding(
                        SlotCause.SLOT_CAUSE_STORE,
                        "late, for the disk: " + parts + end,
                        "give store and signer/ a faster disk, or one of their own")
                : new Finding(
                        SlotCause.SLOT_CAUSE_LATE,
                        "late: " + parts + end,
                        woke > build ? BUSY : "lower the chain's block cost limit, or give the node more processors");
    }

    /** Whether the block before was not here when the slot was over. */
    private Optional<Finding> peers(Slot planned, long before) {
        Timestamp parent = messages.branch().header(before).time();
        boolean ownParent = before > 0
                && messages.isOwn(schedule()
                        .slot(messages.branch().state(before - 1), schedule().slotAt(parent))
                        .producer());
        return ledger.arrival(parent)
                .filter(arrived -> parent.compareTo(ledger.since()) >= 0 && arrived.compareTo(end(planned)) >= 0)
                .map(arrived -> ownParent
                        ? new Finding(
                                SlotCause.SLOT_CAUSE_LATE,
                                "late: this node's block before was there only " + since(planned, arrived)
                                        + " ms after the slot began",
                                BUSY)
                        : new Finding(
                                SlotCause.SLOT_CAUSE_PEERS,
                                "the block before came " + since(planned, arrived)
                                        + " ms after the slot began: the node did not have the chain's newest blocks",
                                "see the node's peers and its connection"));
    }

    private Finding quiet(org.banyan.v1.Slot slot, Slot planned) {
        Optional<SlotLedger.Reason> reason = ledger.notProducing(slot.getDelegate());
        if (ledger.forgottenBefore()
                .filter(first -> planned.start().compareTo(first) < 0)
                .isPresent()) {
            return new Finding(
                    SlotCause.SLOT_CAUSE_NOT_RUNNING,
                    "the node no longer remembers what it did in this slot",
                    "ask within " + SlotLedger.SLOTS_MAX + " slots of this node's delegates");
        }
        return reason.filter(known -> known.since().compareTo(end(planned)) < 0)
                .map(known -> new Finding(
                        SlotCause.SLOT_CAUSE_KEY, "not producing because " + known.text(), "see the node's log"))
                .orElseGet(() -> new Finding(
                        SlotCause.SLOT_CAUSE_LATE,
                        "the node's agent did nothing in the slot: the process was held up, or the slot was not the delegate's as of the head it had then",
                        "see the machine's load at that time, and whether it slept"));
    }

    private Timestamp end(Slot planned) {
        return schedule().start(planned.number() + 1);
    }

    private long slotMillis(Slot planned) {
        return end(planned).millis() - planned.start().millis();
    }

    private Schedule schedule() {
        return messages.schedule();
    }

    private static String text(Timestamp time) {
        return Instant.ofEpochMilli(time.millis()).toString();
    }

    private static long since(Slot planned, Timestamp time) {
        return time.millis() - planned.start().millis();
    }

    private static Optional<Timestamp> at(List<Event> events, What what) {
        return events.stream()
                .filter(event -> event.what() == what)
                .map(Event::at)
                .reduce((first, last) -> last);
    }

    private static double took(List<Event> events, What what) {
        return events.stream()
                        .filter(event -> event.what() == what)
                        .mapToLong(Event::tookNanos)
                        .max()
                        .orElse(0)
                / NANOS_PER_MILLI;
    }

    private static SlotEvent message(Event event) {
        String what = switch (event.what()) {
            case WOKE_LATE -> "woke late";
            case BUILT -> "built";
            case BUILD_FAILED -> "build failed";
            case SIGNED -> "signed";
            case SIGN_REFUSED -> "signing refused";
            case PUBLISHED -> "published";
            case PUBLISH_REFUSED -> "not accepted";
        };
        return SlotEvent.newBuilder()
                .setTimeMillis(event.at().millis())
                .setWhat(what)
                .setDetail(event.detail())
                .setTookMillis(event.tookNanos() / NANOS_PER_MILLI)
                .build();
    }
}
