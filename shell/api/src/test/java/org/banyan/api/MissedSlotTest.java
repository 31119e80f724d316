package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.node.chain.SlotLedger.Event;
import org.banyan.node.chain.SlotLedger.Reason;
import org.banyan.node.chain.SlotLedger.What;
import org.banyan.types.Timestamp;
import org.banyan.v1.SlotCause;
import org.junit.jupiter.api.Test;

/** Which cause is told for what a node remembers of an empty slot of half a second. */
class MissedSlotTest {
    private static final long START = 1_000_000;

    private static Timestamp at(long millis) {
        return new Timestamp(START + millis);
    }

    private static Event event(long at, What what, long tookMillis) {
        return new Event(at(at), what, "", tookMillis * 1_000_000);
    }

    private static MissedSlot slot(Event... events) {
        return new MissedSlot(
                at(0),
                at(500),
                List.of(events),
                at(-60_000),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static MissedSlot with(MissedSlot slot, Optional<Long> clockStep, Optional<Long> parent, boolean own) {
        return new MissedSlot(
                slot.start(),
                slot.end(),
                slot.events(),
                slot.since(),
                false,
                clockStep,
                parent.map(MissedSlotTest::at),
                own,
                slot.notProducing());
    }

    @Test
    void a_guard_that_refused_is_a_matter_of_the_key() {
        var finding =
                slot(event(3, What.BUILT, 3), event(4, What.SIGN_REFUSED, 1)).finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_KEY);
        assertThat(finding.advice()).contains("no other process");
    }

    @Test
    void long_execution_is_told_with_its_figures() {
        var finding = slot(event(820, What.BUILT, 815), event(830, What.SIGNED, 9), event(840, What.PUBLISHED, 8))
                .finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_LATE);
        assertThat(finding.message()).contains("executed for 815 ms", "840 ms after the slot began");
        assertThat(finding.advice()).contains("block cost limit");
    }

    @Test
    void a_slow_disk_is_told_apart_from_long_execution() {
        var finding = slot(event(10, What.BUILT, 9), event(700, What.SIGNED, 690), event(720, What.PUBLISHED, 20))
                .finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_STORE);
        assertThat(finding.advice()).contains("faster disk");
    }

    @Test
    void a_process_that_woke_after_its_slot_is_late() {
        var finding = slot(event(612, What.WOKE_LATE, 612)).finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_LATE);
        assertThat(finding.message()).contains("woke 612 ms late");
        assertThat(finding.advice()).contains("busy");
    }

    @Test
    void a_clock_that_was_set_explains_a_slot_that_nobody_noticed() {
        var finding = with(slot(), Optional.of(1_500L), Optional.empty(), false).finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_CLOCK);
        assertThat(finding.message()).contains("1500 ms");
    }

    @Test
    void a_parent_that_came_too_late_is_a_matter_of_peers_unless_this_node_built_it() {
        assertThat(with(slot(), Optional.empty(), Optional.of(900L), false)
                        .finding()
                        .cause())
                .isEqualTo(SlotCause.SLOT_CAUSE_PEERS);
        assertThat(with(slot(), Optional.empty(), Optional.of(900L), true)
                        .finding()
                        .cause())
                .isEqualTo(SlotCause.SLOT_CAUSE_LATE);
        assertThat(with(slot(), Optional.empty(), Optional.of(100L), false)
                        .finding()
                        .cause())
                .as("a parent in time")
                .isNotEqualTo(SlotCause.SLOT_CAUSE_PEERS);
    }

    @Test
    void a_block_in_time_that_is_not_on_the_best_branch_was_replaced() {
        var finding = slot(event(5, What.BUILT, 4), event(9, What.SIGNED, 4), event(12, What.PUBLISHED, 3))
                .finding();
        assertThat(finding.cause()).isEqualTo(SlotCause.SLOT_CAUSE_REPLACED);
    }

    @Test
    void a_node_that_was_not_there_says_so() {
        MissedSlot before = slot();
        MissedSlot started = new MissedSlot(
                before.start(),
                before.end(),
                List.of(),
                at(1),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        assertThat(started.finding().cause()).isEqualTo(SlotCause.SLOT_CAUSE_NOT_RUNNING);
    }

    @Test
    void the_agents_own_reason_is_told_when_nothing_else_is_known() {
        MissedSlot quiet = slot();
        MissedSlot explained = new MissedSlot(
                quiet.start(),
                quiet.end(),
                List.of(),
                quiet.since(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(new Reason(at(-5_000), "its record holds another seed")));
        assertThat(explained.finding().message()).isEqualTo("not producing because its record holds another seed");
    }
}
