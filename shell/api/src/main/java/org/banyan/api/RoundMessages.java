package org.banyan.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Rounds;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.types.Address;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.v1.Draw;
import org.banyan.v1.DrawStep;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Round;
import org.banyan.v1.SlotState;

/** Rounds and slots in public form: what the schedule says, and what the best branch shows of it. */
final class RoundMessages {
    static final String LATEST = "latest";

    private final ChainReader reader;
    private final MainBranch branch;
    private final Timestamp now;

    RoundMessages(ChainReader reader) {
        this.reader = reader;
        this.branch = MainBranch.of(reader.chain());
        this.now = reader.chain().now();
    }

    MainBranch branch() {
        return branch;
    }

    Timestamp now() {
        return now;
    }

    /** @throws ApiFailure CONSENSUS_WITHOUT_ROUNDS where nobody has slots */
    Schedule schedule() {
        return branch.consensus().schedule().orElseThrow(() -> without("slots"));
    }

    /** @throws ApiFailure CONSENSUS_WITHOUT_ROUNDS */
    Rounds rounds() {
        return schedule().rounds().orElseThrow(() -> without("rounds"));
    }

    private ApiFailure without(String wanted) {
        String consensus = branch.consensus().id();
        return new ApiFailure(
                ErrorReason.ERROR_REASON_CONSENSUS_WITHOUT_ROUNDS,
                "chain " + reader.chain().name() + " runs consensus " + consensus + ", which has no " + wanted,
                Map.of("consensus", consensus, "wanted", wanted));
    }

    /** The round that runs now, or the head's when the clock is behind. */
    long present() {
        long head = branch.headHeight();
        ConsensusState state = branch.state(head);
        long slot = Math.max(
                schedule().slotAt(now), schedule().slotAt(branch.header(head).time()));
        return rounds().at(state, Math.max(1, slot)).number();
    }

    /** The number that a request names. */
    long number(String asked) {
        if (asked.isEmpty() || asked.equals(LATEST)) {
            return present();
        }
        long number = number("round", asked);
        long present = present();
        if (number < 1 || number > present + 1) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_ROUND_NOT_FOUND,
                    "there is no round " + number + " yet: the present one is " + present,
                    Map.of("round", asked, "latest", Long.toString(present)));
        }
        return number;
    }

    static long number(String field, String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiFailure.field(field, "give a number");
        }
        return Long.parseLong(text);
    }

    /** A round as the blocks before it make it. */
    org.banyan.consensus.Round plan(long number) {
        return rounds().round(branch.state(before(number)), number);
    }

    /** The newest block of an earlier round. */
    private long before(long number) {
        Rounds rounds = rounds();
        return Math.max(0, branch.first(height -> height > 0 && rounds.of(branch.state(height)) >= number) - 1);
    }

    Round round(long number, boolean withDraw) {
        org.banyan.consensus.Round plan = plan(number);
        long before = before(number);
        Map<Long, Long> heights = new TreeMap<>();
        for (long height = before + 1; height <= branch.headHeight(); height++) {
            long slot = schedule().slotAt(branch.header(height).time());
            if (slot > plan.lastSlot()) {
                break;
            }
            heights.put(slot, height);
        }
        var message = Round.newBuilder()
                .setNumber(number)
                .setTerm(plan.term())
                .setBuilt(heights.size())
                .setOver(schedule().start(plan.lastSlot() + 1).compareTo(now) <= 0);
        long last = before;
        for (Slot slot : plan.slots()) {
            Optional<Long> built = Optional.ofNullable(heights.get(slot.number()));
            message.addSlots(message(slot, slot.number() - plan.firstSlot() + 1, last, built));
            last = built.orElse(last);
        }
        if (withDraw) {
            plan.draw().ifPresent(draw -> message.setDraw(message(draw)));
        }
        return message.build();
    }

    /**
     * @param place from 1; 0 without rounds
     * @param before height of the newest block before the slot
     * @param built height of its own block
     */
    org.banyan.v1.Slot.Builder message(Slot planned, long place, long before, Optional<Long> built) {
        Slot slot = built.isPresent() ? planned : schedule().slot(branch.state(before), planned.number());
        var message = org.banyan.v1.Slot.newBuilder()
                .setSlot(slot.number())
                .setPlace(Math.toIntExact(place))
                .setStartMillis(slot.start().millis())
                .setDelegate(reader.text(slot.producer()))
                .setExtra(slot.isExtra())
                .setOwn(isOwn(slot.producer()))
                .setState(state(slot, built.isPresent()));
        built.ifPresent(height -> message.setBlock(reader.reference(branch.id(height), new Height(height))));
        slot.outUntil().filter(until -> built.isEmpty()).ifPresent(until -> message.setOutUntilMillis(until.millis()));
        return message;
    }

    private SlotState state(Slot slot, boolean built) {
        if (built) {
            return SlotState.SLOT_STATE_BUILT;
        }
        if (slot.outUntil().isPresent()) {
            return SlotState.SLOT_STATE_TAKEN;
        }
        if (slot.start().compareTo(now) > 0) {
            return SlotState.SLOT_STATE_UPCOMING;
        }
        boolean over = schedule().start(slot.number() + 1).compareTo(now) <= 0;
        return over ? SlotState.SLOT_STATE_EMPTY : SlotState.SLOT_STATE_RUNNING;
    }

    boolean isOwn(Address producer) {
        return reader.chain().ledger().seats().contains(reader.text(producer));
    }

    private Draw message(org.banyan.consensus.Draw draw) {
        var message = Draw.newBuilder()
                .setFromRound(draw.round())
                .setEmptyRounds(draw.emptyRounds())
                .setExtra(reader.text(draw.extra()))
                .setExtraFrom(reader.text(draw.extraFrom()));
        Map<Integer, Address> taken = new TreeMap<>();
        for (var step : draw.steps()) {
            var line = DrawStep.newBuilder()
                    .setDelegate(reader.text(step.member()))
                    .setValue(step.value().toString())
                    .setUsed(step.used().toString())
                    .setWanted(step.wanted() + 1)
                    .setPlace(step.place() + 1);
            Optional.ofNullable(taken.get(step.wanted())).ifPresent(other -> line.setTakenBy(reader.text(other)));
            taken.put(step.place(), step.member());
            message.addSteps(line);
        }
        return message.build();
    }
}
