package org.banyan.consensus.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Member;
import org.banyan.consensus.Round;
import org.banyan.consensus.Slot;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNetwork;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.Test;

/** Rules of states and of the fork choice: C1 to C5. */
public interface StateContract extends ConsensusSubject {
    @Test
    default void c1_a_state_is_read_back_as_it_was_and_other_bytes_are_refused() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        for (LabEntry entry : chain.finalBlocks(network, 3)) {
            Bytes encoded = entry.state().encoded();
            ConsensusState read = network.consensus().decode(encoded);
            assertThat(read.encoded()).isEqualTo(encoded);
            assertThat(read.producers()).isEqualTo(entry.state().producers());
            assertThatThrownBy(() -> network.consensus().decode(Bytes.concat(encoded, Bytes.fromHex("00"))))
                    .as("one byte more")
                    .isInstanceOf(CodecException.class);
            assertThatThrownBy(() -> network.consensus().decode(encoded.slice(0, encoded.size() - 1)))
                    .as("one byte less")
                    .isInstanceOf(CodecException.class);
        }
    }

    @Test
    default void c2_two_instances_from_the_same_parameters_come_to_the_same_states() {
        Chain chain = Chain.of(this);
        List<LabEntry> blocks = chain.finalBlocks(4);
        ConsensusState state = factory().create(chain.parameters()).genesis();
        for (LabEntry entry : blocks) {
            assertThat(state.check(entry.facts())).isEqualTo(Verdict.ACCEPTED);
            state = state.next(entry.facts());
            assertThat(state.encoded()).isEqualTo(entry.state().encoded());
        }
    }

    @Test
    default void c21_the_schedule_that_people_see_is_the_one_that_the_rules_follow() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        network.consensus().schedule().ifPresent(schedule -> {
            for (LabEntry entry : chain.finalBlocks(network, 4)) {
                Timestamp time = entry.header().time();
                long number = schedule.slotAt(time);
                Slot slot = schedule.slot(entry.parentState(), number);
                assertThat(schedule.start(number)).isEqualTo(time);
                assertThat(slot.start()).isEqualTo(time);
                assertThat(slot.outUntil()).isEmpty();
                assertThat(slot.producer())
                        .isEqualTo(entry.parentState().producerOf(entry.facts()).address());
                assertThat(schedule.members(entry.state(), time).stream()
                                .filter(Member::certifies)
                                .map(Member::address))
                        .containsExactlyInAnyOrderElementsOf(entry.state().producers().producers().stream()
                                .map(Producer::address)
                                .toList());
                schedule.rounds().ifPresent(rounds -> {
                    Round round = rounds.at(entry.parentState(), number);
                    assertThat(round.slots()).contains(slot);
                    assertThat(rounds.of(entry.state())).isEqualTo(round.number());
                    assertThat(rounds.of(entry.parentState())).isLessThanOrEqualTo(round.number());
                    assertThat(rounds.round(entry.parentState(), round.number()))
                            .isEqualTo(round);
                });
            }
        });
    }

    @Test
    default void c3_verdicts_depend_on_the_facts_and_the_encoded_parent_state_alone() {
        Chain chain = Chain.of(this);
        LabNetwork network = chain.network("");
        for (LabEntry entry : chain.finalBlocks(network, 4)) {
            ConsensusState parent =
                    network.consensus().decode(entry.parentState().encoded());
            for (ChildFacts facts : List.of(entry.facts(), atParentTime(entry.facts()), withData(entry.facts()))) {
                assertThat(parent.check(facts)).isEqualTo(entry.parentState().check(facts));
            }
            assertThat(parent.next(entry.facts()).encoded())
                    .isEqualTo(entry.state().encoded());
            assertThat(parent.producerOf(entry.facts()))
                    .isEqualTo(entry.parentState().producerOf(entry.facts()));
            assertThat(parent.checkSeal(entry.header(), entry.witness())).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    default void c4_a_child_that_is_refused_has_no_next_state() {
        for (LabEntry entry : Chain.of(this).finalBlocks(3)) {
            for (ChildFacts facts : List.of(atParentTime(entry.facts()), withData(entry.facts()))) {
                assertThat(entry.parentState().check(facts)).isInstanceOf(Verdict.Rejected.class);
                assertThatThrownBy(() -> entry.parentState().next(facts)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    default void c5_the_fork_choice_prefers_extensions_and_never_both_of_two() {
        Chain chain = Chain.of(this);
        LabNetwork one = chain.network("one");
        List<LabEntry> branch = chain.finalBlocks(one, 4);
        List<LabEntry> other = chain.finalBlocks(chain.network("other"), 4);
        ForkChoice choice = one.consensus().forkChoice();
        var genesis = Chain.genesis(one);
        for (int i = 1; i < branch.size(); i++) {
            assertThat(choice.prefers(branch.get(i).tip(), branch.get(i - 1).tip(), genesis.height()))
                    .as("the child over its parent")
                    .isTrue();
        }
        for (LabEntry here : branch) {
            assertThat(choice.prefers(here.tip(), here.tip(), genesis.height()))
                    .as("a block over itself")
                    .isFalse();
            for (LabEntry there : other) {
                boolean leaves = choice.prefers(there.tip(), here.tip(), genesis.height());
                boolean returns = choice.prefers(here.tip(), there.tip(), genesis.height());
                assertThat(leaves && returns).as("a head that never rests").isFalse();
            }
        }
    }

    private static ChildFacts atParentTime(ChildFacts facts) {
        return new ChildFacts(
                facts.height(),
                facts.parent(),
                facts.parentTime(),
                facts.parentTime(),
                facts.data(),
                facts.finalHeight(),
                facts.finalBlock());
    }

    /** With data that is no canonical message: field 1 with an overlong zero. */
    private static ChildFacts withData(ChildFacts facts) {
        return new ChildFacts(
                facts.height(),
                facts.parent(),
                facts.parentTime(),
                facts.time(),
                Bytes.fromHex("088000"),
                facts.finalHeight(),
                facts.finalBlock());
    }
}
