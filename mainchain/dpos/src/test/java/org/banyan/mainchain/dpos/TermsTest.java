package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;

/** Formulas T1 to T4 and rules DPOS-7 to DPOS-9: how long delegates serve and who takes over. */
class TermsTest {
    private static final TestProducers FOUR = TestProducers.count(Walk.SUITE, 4);

    /** Two who stay and five newcomers. */
    private static final TestProducers SEVEN =
            TestProducers.named(Walk.SUITE, "producer-0", "producer-2", "anna", "bert", "carl", "dora", "emil");

    private final Walk walk = new Walk(parameters(3, Growth.FREE, List.of()));

    @Test
    void a_term_is_a_number_of_rounds_and_renewed_when_nobody_was_elected() {
        for (long slot = 1; slot <= 60; slot++) {
            walk.until(slot);
            assertThat(walk.content().term().number()).isEqualTo(1 + (slot - 1) / 15);
            assertThat(walk.content().round()).isEqualTo(1 + (slot - 1) / 5);
        }
        Walk asleep = new Walk(parameters(3, Growth.FREE, List.of()));
        asleep.until(3).skipTo(61).until(61);
        assertThat(asleep.content().term()).isEqualTo(new Term(5, 13, 61));
    }

    @Test
    void the_elected_certify_at_once_and_build_from_the_round_after_their_election_is_final() {
        // given the last round of the first term, slots 11 to 15
        walk.until(10).finalAfter(3);
        Election election = Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set());

        // when the block of slot 11 elects others
        walk.step(Optional.of(election));

        // then they certify its children, but not before that block is final as of the chain
        assertThat(walk.state().producers()).isEqualTo(SEVEN.set());
        assertThat(walk.state().electorate().isSettled()).isFalse();
        walk.until(13);
        assertThat(walk.state().electorate().isSettled()).isFalse();
        walk.until(14);
        assertThat(walk.state().electorate().isSettled())
                .as("the block of slot 11 is final as of slot 14")
                .isTrue();
        assertThat(walk.content().next().orElseThrow().firstSlot()).isEqualTo(16);

        // and build from the next round on, in a round of eight slots
        assertThat(SEVEN.set().positionOf(walk.delegate(16))).isPresent();
        assertThat(FOUR.set().positionOf(walk.delegate(15))).isPresent();
        walk.until(39);
        assertThat(walk.content().set()).isEqualTo(SEVEN.set());
        assertThat(walk.content().term()).isEqualTo(new Term(2, 4, 16));
        assertThat(walk.content().round()).isEqualTo(6);
        assertThat(walk.height()).as("a block in every slot").isEqualTo(39);
        walk.until(100);
        assertThat(walk.content().set()).as("and are renewed").isEqualTo(SEVEN.set());
    }

    @Test
    void the_old_delegates_build_until_the_election_is_final() {
        walk.until(10).step(Optional.of(Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set())));
        walk.until(90);
        assertThat(walk.content().set()).isEqualTo(FOUR.set());
        assertThat(walk.content().term().number()).as("nothing is final").isEqualTo(1);
        assertThat(walk.state().producers()).isEqualTo(SEVEN.set());
        walk.finalAfter(5).until(92);
        assertThat(walk.content().next().orElseThrow().firstSlot()).isEqualTo(96);
        walk.until(96);
        assertThat(walk.content().set()).isEqualTo(SEVEN.set());
        assertThat(walk.content().term()).isEqualTo(new Term(2, 20, 96));
    }

    @Test
    void who_stays_keeps_values_and_turn_and_newcomers_follow_by_address() {
        walk.until(10).finalAfter(1);
        walk.step(Optional.of(Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set())))
                .until(15);
        Content before = walk.content();
        List<Hash> old = new RoundChange(walk.chain(), before).signatures();
        Content after = walk.state().at(16).entered();

        List<Integer> walked = new ArrayList<>();
        for (int delegate : before.order().places()) {
            SEVEN.set()
                    .positionOf(FOUR.set().producers().get(delegate).address())
                    .ifPresent(walked::add);
        }
        assertThat(walked).hasSize(2);
        List<Hash> signatures = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Address address = SEVEN.set().producers().get(i).address();
            var stayed = FOUR.set().positionOf(address);
            if (stayed.isPresent()) {
                signatures.add(old.get(stayed.getAsInt()));
                assertThat(after.delegates().get(i).value())
                        .isEqualTo(before.delegates().get(stayed.getAsInt()).value());
                assertThat(after.delegates().get(i).toRevealNext()).isPresent();
            } else {
                Hash first = walk.chain().values().first(2, address);
                walked.add(i);
                signatures.add(walk.chain().values().signature(first, before.sum()));
                assertThat(after.delegates().get(i)).isEqualTo(Delegate.newcomer(first));
            }
        }
        assertThat(after.order()).isEqualTo(Order.next(walked, signatures));
        assertThat(after.sum()).isEqualTo(RoundChange.sum(old, before.order().extra()));
    }

    @Test
    void a_term_can_begin_after_empty_rounds() {
        walk.until(10).finalAfter(1);
        walk.step(Optional.of(Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set())))
                .until(12);
        walk.skipTo(16 + 8 * 50 + 3).until(16 + 8 * 50 + 3);
        assertThat(walk.content().term()).isEqualTo(new Term(2, 4, 16));
        assertThat(walk.content().round()).isEqualTo(54);
        assertThat(walk.content().set()).isEqualTo(SEVEN.set());
    }

    @Test
    void who_genesis_elected_must_be_named_by_the_first_block_of_the_last_round() {
        Walk scripted =
                new Walk(parameters(3, Growth.FREE, List.of(new Elected(2, SEVEN.set()), new Elected(4, FOUR.set()))));
        scripted.finalAfter(2).until(10);
        HeaderData honest = scripted.data(11, Optional.empty());
        assertThat(honest.election()).isPresent();
        assertThat(scripted.check(11, honest)).isEqualTo(Verdict.ACCEPTED);
        refused(DposRules.NOT_ELECTED, scripted, 11, with(honest, Optional.empty()));
        Election other = Elections.approved(scripted.parameters(), FOUR, 2, three());
        refused(DposRules.NOT_ELECTED, scripted, 11, with(honest, Optional.of(other)));
        Election approved =
                Elections.approve(scripted.parameters(), FOUR, honest.election().orElseThrow(), 0);
        refused(DposRules.NOT_ELECTED, scripted, 11, with(honest, Optional.of(approved)));

        scripted.until(16);
        assertThat(scripted.content().set()).isEqualTo(SEVEN.set());
        scripted.until(16 + 3 * 8);
        assertThat(scripted.content().term().number())
                .as("term 3 was not decided")
                .isEqualTo(3);
        assertThat(scripted.content().set()).isEqualTo(SEVEN.set());
        scripted.until(16 + 6 * 8);
        assertThat(scripted.content().term().number()).isEqualTo(4);
        assertThat(scripted.content().set()).isEqualTo(FOUR.set());
    }

    @Test
    void a_decided_term_is_not_slept_through() {
        Walk scripted = new Walk(parameters(3, Growth.FREE, List.of(new Elected(3, SEVEN.set()))));
        scripted.finalAfter(1).until(4).skipTo(5_001);
        assertThat(scripted.state().at(5_001).entered().term().number()).isEqualTo(2);
        assertThat(scripted.data(5_001, Optional.empty()).election()).isPresent();
        scripted.until(5_010);
        assertThat(scripted.content().set()).isEqualTo(SEVEN.set());
        assertThat(scripted.content().term().number()).isEqualTo(3);
    }

    @Test
    void dpos_7_an_election_at_the_wrong_time_or_for_another_term_or_set_is_refused() {
        Election good = Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set());
        refused(DposRules.ELECTION_MISPLACED, walk, 1, with(walk.data(1, Optional.empty()), Optional.of(good)));
        walk.until(10);
        HeaderData honest = walk.data(11, Optional.empty());
        assertThat(walk.check(11, with(honest, Optional.of(good)))).isEqualTo(Verdict.ACCEPTED);
        Election otherTerm = Elections.approved(walk.parameters(), FOUR, 3, SEVEN.set());
        refused(DposRules.ELECTION_MISPLACED, walk, 11, with(honest, Optional.of(otherTerm)));
        Election otherSet = Elections.approved(walk.parameters(), SEVEN, 2, three());
        refused(DposRules.ELECTION_MISPLACED, walk, 11, with(honest, Optional.of(otherSet)));
        walk.step(Optional.of(good));
        Election second = Elections.approved(walk.parameters(), FOUR, 2, three());
        refused(DposRules.ELECTION_MISPLACED, walk, 12, with(walk.data(12, Optional.empty()), Optional.of(second)));
    }

    @Test
    void dpos_8_delegates_that_cannot_serve_are_refused() {
        walk.until(10);
        HeaderData honest = walk.data(11, Optional.empty());
        for (ProducerSet wrong : List.of(FOUR.set(), Sets.heavy(FOUR.set()), Sets.sameKey(FOUR.set()), Sets.badKey())) {
            Election election = Elections.approved(walk.parameters(), FOUR, 2, wrong);
            refused(DposRules.NEXT_SET, walk, 11, with(honest, Optional.of(election)));
        }
        Election crowd = Elections.approved(
                walk.parameters(), FOUR, 2, TestProducers.count(Walk.SUITE, 101).set());
        refused(DposRules.NEXT_SET, walk, 11, with(honest, Optional.of(crowd)));
    }

    @Test
    void dpos_9_an_election_without_genuine_approvals_of_a_quorum_is_refused() {
        walk.until(10);
        HeaderData honest = walk.data(11, Optional.empty());
        Election good = Elections.approved(walk.parameters(), FOUR, 2, SEVEN.set());
        Election fewer = new Election(
                2,
                good.current(),
                SEVEN.set(),
                good.approvals().subList(1, good.approvals().size()));
        refused(DposRules.NOT_ELECTED, walk, 11, with(honest, Optional.of(fewer)));
        Election forged = new Election(2, good.current(), three(), good.approvals());
        refused(DposRules.NOT_ELECTED, walk, 11, with(honest, Optional.of(forged)));
        assertThat(walk.check(11, with(honest, Optional.of(Elections.approve(walk.parameters(), FOUR, good, 3)))))
                .as("all four approve")
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void seventeen_delegates_become_nineteen_after_a_year_and_twenty_one_after_two() {
        long year = 365L * 24 * DposParameters.HOUR_MILLIS;
        assertThat(Growth.YEARLY.delegates(17, 0)).isEqualTo(17);
        assertThat(Growth.YEARLY.delegates(17, year - 1)).isEqualTo(17);
        assertThat(Growth.YEARLY.delegates(17, year)).isEqualTo(19);
        assertThat(Growth.YEARLY.delegates(17, 2 * year)).isEqualTo(21);
        assertThat(Growth.YEARLY.delegates(17, 500 * year)).isEqualTo(DposParameters.DELEGATES_MAX);

        // and an election of another number is refused
        DposParameters yearly = parameters(1, Growth.YEARLY, List.of());
        Walk grown = new Walk(yearly);
        long slots = year / Walk.SLOT + 1;
        HeaderData now = grown.data(1, Optional.empty());
        refused(DposRules.NEXT_SET, grown, 1, with(now, Optional.of(election(grown, 2, SEVEN.set()))));
        long term = grown.state().at(slots).entered().term().number() + 1;
        HeaderData later = grown.data(slots, Optional.empty());
        TestProducers six = TestProducers.named(Walk.SUITE, "producer-0", "a", "b", "c", "d", "e");
        assertThat(grown.check(slots, with(later, Optional.of(election(grown, term, six.set())))))
                .isEqualTo(Verdict.ACCEPTED);
        refused(DposRules.NEXT_SET, grown, slots, with(later, Optional.of(election(grown, term, SEVEN.set()))));
    }

    private static Election election(Walk walk, long term, ProducerSet next) {
        return Elections.approved(walk.parameters(), FOUR, term, next);
    }

    private static HeaderData with(HeaderData data, Optional<Election> election) {
        return new HeaderData(
                data.reveal(), data.commitment(), election, data.doubleProduction(), data.contradictingVotes());
    }

    private static ProducerSet three() {
        return TestProducers.named(Walk.SUITE, "x", "y", "z").set();
    }

    private static void refused(RuleId rule, Walk walk, long slot, HeaderData data) {
        assertThat(walk.check(slot, data))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule()).isEqualTo(rule));
    }

    private static DposParameters parameters(long rounds, Growth growth, List<Elected> elections) {
        return new DposParameters(
                FOUR.set(),
                rounds,
                growth,
                DposParameters.HOUR_MILLIS,
                DposParameters.EVIDENCE_MILLIS,
                DposParameters.EVIDENCE_MILLIS,
                elections);
    }
}
