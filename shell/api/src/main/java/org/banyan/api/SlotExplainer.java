package org.banyan.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.banyan.api.MissedSlot.Finding;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
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

    private final ChainReader reader;
    private final RoundMessages messages;
    private final SlotLedger ledger;

    SlotExplainer(ChainReader reader, RoundMessages messages) {
        this.reader = reader;
        this.messages = messages;
        this.ledger = reader.chain().ledger();
    }

    /** @param place of the slot in its round, from 1; 0 without rounds */
    ExplainSlotResponse explain(Slot planned, long place) {
        MainBranch branch = messages.branch();
        long before = branch.lastBefore(planned.start());
        org.banyan.v1.Slot slot = messages.message(planned, place, before, branch.blockOf(planned.start()))
                .build();
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
                        "the delegate's slots are taken from it until "
                                + Instant.ofEpochMilli(slot.getOutUntilMillis())
                                + ", for blocks that it missed or built twice",
                        "wait until then; see why the slots before stayed empty");
            case SLOT_STATE_UPCOMING, SLOT_STATE_RUNNING ->
                new Finding(SlotCause.SLOT_CAUSE_OPEN, "the slot is not over", "");
            default ->
                slot.getOwn()
                        ? missed(slot.getDelegate(), planned, before, events).finding()
                        : new Finding(
                                SlotCause.SLOT_CAUSE_ELSEWHERE,
                                "no block of this slot is on the best branch; this node does not run its delegate",
                                "ask the delegate's own node: it knows what it did in the slot");
        };
    }

    private Finding built(org.banyan.v1.Slot slot, Slot planned, List<Event> events) {
        String when = events.stream()
                .filter(event -> event.what() == What.PUBLISHED)
                .map(Event::at)
                .findFirst()
                .or(() -> ledger.arrival(planned.start()))
                .map(time -> ", there " + (time.millis() - planned.start().millis()) + " ms after the slot began")
                .orElse("");
        return new Finding(
                SlotCause.SLOT_CAUSE_BUILT, "built: block " + slot.getBlock().getHeight() + when, "");
    }

    private MissedSlot missed(String delegate, Slot planned, long before, List<Event> events) {
        Schedule schedule = messages.schedule();
        MainBranch branch = messages.branch();
        Timestamp end = schedule.start(planned.number() + 1);
        Timestamp parent = branch.header(before).time();
        boolean ownParent = before > 0
                && messages.isOwn(schedule.slot(branch.state(before - 1), schedule.slotAt(parent))
                        .producer());
        Optional<Timestamp> arrival = parent.compareTo(ledger.since()) >= 0 ? ledger.arrival(parent) : Optional.empty();
        boolean forgotten = ledger.forgottenBefore()
                .filter(first -> planned.start().compareTo(first) < 0)
                .isPresent();
        return new MissedSlot(
                planned.start(),
                end,
                events,
                ledger.since(),
                forgotten,
                ledger.clockStep(planned.start(), end),
                arrival,
                ownParent,
                ledger.notProducing(delegate));
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
