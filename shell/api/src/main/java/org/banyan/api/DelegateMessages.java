package org.banyan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Member;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.node.chain.SlotLedger;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.v1.Delegate;
import org.banyan.v1.SlotState;

/** The producers of a chain in public form, with what they did lately. */
final class DelegateMessages {
    /** Rounds over which blocks and empty slots are counted; slots where there are no rounds. */
    private static final int ROUNDS = 20;

    private static final int SLOTS = 100;

    private final ChainReader reader;
    private final RoundMessages messages;
    private final Optional<Schedule> schedule;

    DelegateMessages(ChainReader reader, RoundMessages messages) {
        this.reader = reader;
        this.messages = messages;
        this.schedule = messages.branch().consensus().schedule();
    }

    /** How many rounds the counts are over, where there are rounds. */
    int windowRounds() {
        return schedule.flatMap(Schedule::rounds).isPresent() ? ROUNDS : 0;
    }

    /** How many slots the counts are over, where there are slots without rounds. */
    int windowSlots() {
        return schedule.isPresent() && windowRounds() == 0 ? SLOTS : 0;
    }

    List<Delegate> all() {
        ConsensusState state = messages.branch().state(messages.branch().headHeight());
        List<Member> members = schedule.map(each -> each.members(state, messages.now()))
                .orElseGet(() -> Member.allOf(state.producers()));
        Map<String, Tally> tallies = new TreeMap<>();
        schedule.ifPresent(each -> lately(each)
                .forEach(slot -> tallies.computeIfAbsent(slot.getDelegate(), unknown -> new Tally())
                        .count(slot.getState())));
        Map<String, org.banyan.v1.Slot> next =
                schedule.map(each -> next(each, state, members.size())).orElse(Map.of());
        List<Delegate> delegates = new ArrayList<>();
        for (Member member : members) {
            var message = message(member);
            Optional.ofNullable(tallies.get(message.getAddress()))
                    .ifPresent(tally -> message.setProduced(tally.built).setMissed(tally.missed));
            Optional.ofNullable(next.get(message.getAddress())).ifPresent(message::setNext);
            delegates.add(message.build());
        }
        return delegates;
    }

    private Delegate.Builder message(Member member) {
        String address = reader.text(member.address());
        SlotLedger ledger = reader.chain().ledger();
        var message = Delegate.newBuilder()
                .setAddress(address)
                .setKey(member.key().bytes().toHex())
                .setScheme(reader.chain()
                        .rules()
                        .suite()
                        .scheme(member.key().scheme())
                        .map(SignatureScheme::name)
                        .orElse(Integer.toUnsignedString(member.key().scheme())))
                .setWeight(member.weight())
                .setBuilds(member.builds())
                .setCertifies(member.certifies())
                .setMissesInRow(member.missesInRow())
                .setConvicted(member.isConvicted())
                .setSuspensions(member.suspensions())
                .setOwn(ledger.seats().contains(address));
        member.outUntil().ifPresent(until -> message.setOutUntilMillis(until.millis()));
        ledger.notProducing(address).ifPresent(reason -> message.setNotProducing(reason.text()));
        return message;
    }

    /** Slots that are over: those of the last rounds, or the last ones. */
    private List<org.banyan.v1.Slot> lately(Schedule each) {
        List<org.banyan.v1.Slot> slots = new ArrayList<>();
        if (each.rounds().isPresent()) {
            long present = messages.present();
            for (long round = Math.max(1, present - ROUNDS); round < present; round++) {
                slots.addAll(messages.round(round, false).getSlotsList());
            }
            return slots;
        }
        long now = each.slotAt(messages.now());
        MainBranch branch = messages.branch();
        for (long slot = Math.max(1, now - SLOTS); slot < now; slot++) {
            long before = branch.lastBefore(each.start(slot));
            Slot planned = each.slot(branch.state(before), slot);
            slots.add(messages.message(planned, 0, before, branch.blockOf(each.start(slot)))
                    .build());
        }
        return slots;
    }

    /** The first coming slot of each delegate, within two rounds. */
    private Map<String, org.banyan.v1.Slot> next(Schedule each, ConsensusState state, int members) {
        Map<String, org.banyan.v1.Slot> next = new TreeMap<>();
        long head = messages.branch().headHeight();
        long first = Math.max(
                each.slotAt(messages.now()),
                each.slotAt(messages.branch().header(head).time()) + 1);
        for (long slot = first; slot <= first + 2L * (members + 1); slot++) {
            var message = messages.message(each.slot(state, slot), 0, head, Optional.empty());
            next.putIfAbsent(message.getDelegate(), message.build());
        }
        return next;
    }

    /** One at a time. */
    private static final class Tally {
        private int built;
        private int missed;

        private void count(SlotState state) {
            switch (state) {
                case SLOT_STATE_BUILT -> built++;
                case SLOT_STATE_EMPTY -> missed++;
                default -> {}
            }
        }
    }
}
