package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Draw;
import org.banyan.consensus.Member;
import org.banyan.consensus.Round;
import org.banyan.consensus.Slot;
import org.banyan.testkit.consensus.ScriptedConsensus;
import org.banyan.testkit.consensus.ScriptedParameters;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Address;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

/** What people are shown is what the rules do. */
class DposScheduleTest {
    @Test
    void the_last_state_of_a_round_foretells_the_next_one_with_its_calculation() {
        Walk walk = Walk.of(7).finalAfter(1);
        DposSchedule schedule = new DposSchedule(walk.chain());
        int conflicts = 0;
        for (long round = 1; round <= 12; round++) {
            walk.until(8 * round);
            assertThat(schedule.of(walk.state())).isEqualTo(round);
            Round next = schedule.round(walk.state(), round + 1);
            assertThat(next.number()).isEqualTo(round + 1);
            assertThat(next.firstSlot()).isEqualTo(8 * round + 1);
            assertThat(next.lastSlot()).isEqualTo(8 * round + 8);
            Draw draw = next.draw().orElseThrow();
            assertThat(draw.emptyRounds()).isZero();
            for (Draw.Step step : draw.steps()) {
                assertThat(walk.delegate(8 * round + 1 + step.place())).isEqualTo(step.member());
                assertThat(step.wanted()).isEqualTo(Words.remainder(step.value(), 7));
                conflicts += step.place() == step.wanted() ? 0 : 1;
            }
            for (Slot slot : next.slots()) {
                assertThat(slot.producer()).isEqualTo(walk.delegate(slot.number()));
                assertThat(slot.start()).isEqualTo(walk.chain().slots().start(slot.number()));
            }
            assertThat(next.slots().getLast().isExtra()).isTrue();
            assertThat(next.slots().getLast().producer()).isEqualTo(draw.extra());
        }
        assertThat(conflicts).as("conflicts in twelve rounds of seven").isPositive();
    }

    @Test
    void a_state_of_the_round_shows_its_order_without_a_calculation() {
        Walk walk = Walk.of(4).finalAfter(1).until(7);
        Round round = new DposSchedule(walk.chain()).round(walk.state(), 2);
        assertThat(round.draw()).isEmpty();
        assertThat(round.slots()).hasSize(5).allMatch(slot -> slot.producer().equals(walk.delegate(slot.number())));
    }

    @Test
    void after_rounds_without_blocks_the_mixed_values_are_shown() {
        Walk walk = Walk.of(4).finalAfter(1).until(10);
        Draw draw = new DposSchedule(walk.chain()).round(walk.state(), 5).draw().orElseThrow();
        assertThat(draw.round()).isEqualTo(2);
        assertThat(draw.emptyRounds()).isEqualTo(2);
        for (Draw.Step step : draw.steps()) {
            assertThat(step.used()).isNotEqualTo(step.value());
            assertThat(step.wanted()).isEqualTo(Words.remainder(step.used(), 4));
            assertThat(walk.delegate(21 + step.place())).isEqualTo(step.member());
        }
    }

    @Test
    void a_round_that_is_over_is_refused() {
        Walk walk = Walk.of(4).finalAfter(1).until(10);
        DposSchedule schedule = new DposSchedule(walk.chain());
        assertThatThrownBy(() -> schedule.round(walk.state(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("round 1 is over");
    }

    @Test
    void who_misses_and_who_is_out_is_told() {
        Walk walk = Walk.of(4).finalAfter(1);
        Address idle = walk.delegate(1);
        walk.silence(idle).until(9);
        assertThat(member(walk, idle).missesInRow()).isEqualTo(1);
        assertThat(member(walk, idle).outUntil()).isEmpty();
        walk.until(14);
        assertThat(member(walk, idle).outUntil()).isPresent();
        assertThat(member(walk, idle).isConvicted()).isFalse();
        assertThat(member(walk, idle).suspensions()).isEqualTo(1);
        Round next = new DposSchedule(walk.chain()).round(walk.state(), 4);
        assertThat(next.slots())
                .allMatch(slot -> slot.outUntil().isPresent() == slot.producer().equals(idle));
    }

    @Test
    void who_is_elected_certifies_before_it_builds_and_its_rounds_are_foretold() {
        // given an election of seven that is final, in the last round of four delegates' term
        TestProducers four = TestProducers.count(Walk.SUITE, 4);
        TestProducers seven =
                TestProducers.named(Walk.SUITE, "producer-0", "producer-2", "anna", "bert", "carl", "dora", "emil");
        Walk walk = new Walk(new DposParameters(
                        four.set(),
                        3,
                        Growth.FREE,
                        DposParameters.HOUR_MILLIS,
                        DposParameters.EVIDENCE_MILLIS,
                        DposParameters.EVIDENCE_MILLIS,
                        List.of()))
                .until(10)
                .finalAfter(3);
        walk.step(Optional.of(Elections.approved(walk.parameters(), four, 2, seven.set())))
                .until(14);
        DposSchedule schedule = new DposSchedule(walk.chain());

        // then the elected certify, the others build
        List<Member> members = schedule.members(walk.state(), walk.time(14));
        assertThat(members.stream().filter(Member::builds)).hasSize(4);
        assertThat(members.stream().filter(Member::certifies)).hasSize(7);
        assertThat(members).hasSize(9);

        // and the rounds of both terms are where they will be
        assertThat(schedule.round(walk.state(), 3).firstSlot()).isEqualTo(11);
        Round next = schedule.round(walk.state(), 4);
        assertThat(next.term()).isEqualTo(2);
        assertThat(next.firstSlot()).isEqualTo(16);
        assertThat(next.slots()).hasSize(8);
        assertThat(next.draw().orElseThrow().steps()).hasSize(7);
        Round later = schedule.round(walk.state(), 6);
        assertThat(later.number()).isEqualTo(6);
        assertThat(later.firstSlot()).isEqualTo(32);
    }

    @Test
    void a_state_of_another_consensus_is_refused() {
        ChainParameters parameters = new ChainParameters(
                new ChainId(new Hash(1, 1, 1, 1)),
                Walk.GENESIS,
                Walk.SLOT,
                ScriptedParameters.CODEC.encode(new ScriptedParameters(Samples.FOUR.set(), true)),
                Walk.SUITE);
        ConsensusState other = new ScriptedConsensus(parameters, ScriptedConsensus.LONGEST).genesis();
        DposSchedule schedule = new DposSchedule(Walk.of(4).chain());
        assertThatThrownBy(() -> schedule.of(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Member member(Walk walk, Address delegate) {
        return new DposSchedule(walk.chain())
                .members(walk.state(), walk.time(walk.slot())).stream()
                        .filter(member -> member.address().equals(delegate))
                        .findFirst()
                        .orElseThrow();
    }
}
