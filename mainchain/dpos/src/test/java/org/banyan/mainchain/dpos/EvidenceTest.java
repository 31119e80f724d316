package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.Source;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

/** Formula M4 and rule DPOS-10: two blocks of one slot put their delegate into jail, and nothing else does. */
class EvidenceTest {
    private static final TestProducers SEVEN = TestProducers.count(Walk.SUITE, 7);
    private static final int LIAR = 3;

    private final Walk walk = new Walk(
            new DposParameters(SEVEN.set(), 1_000, Growth.FREE, 1_000, 100 * Walk.SLOT, 40 * Walk.SLOT, List.of()));

    @Test
    void who_builds_twice_in_a_slot_loses_its_slots_for_the_time_in_jail_and_keeps_its_vote() {
        walk.until(20);
        proven(twice(LIAR, 18));
        Timestamp until = walk.time(21).plusMillis(100 * Walk.SLOT);
        assertThat(walk.content().delegates().get(LIAR).jailedUntil()).isEqualTo(until);
        assertThat(walk.state().producers()).isEqualTo(SEVEN.set());
        for (long slot = 22; slot < 121; slot++) {
            boolean his = walk.state().at(slot).position(slot) == LIAR;
            assertThat(walk.check(slot).isAccepted()).as("slot %s", slot).isEqualTo(!his);
            walk.until(slot);
        }
        walk.until(140);
        assertThat(walk.content().delegates().get(LIAR).toReveal().isPresent()
                        || walk.content().delegates().get(LIAR).toRevealNext().isPresent())
                .as("it builds again")
                .isTrue();
    }

    @Test
    void dpos_10_evidence_that_proves_nothing_is_refused() {
        walk.until(20);
        DoubleSeal good = twice(LIAR, 18);
        assertThat(walk.check(21, with(good))).isEqualTo(Verdict.ACCEPTED);
        refused(new DoubleSeal(LIAR, good.other(), good.sealOfOther(), good.one(), good.sealOfOne()));
        refused(new DoubleSeal(LIAR, good.one(), good.sealOfOne(), good.one(), good.sealOfOne()));
        refused(new DoubleSeal(2, good.one(), good.sealOfOne(), good.other(), good.sealOfOther()));
        refused(new DoubleSeal(7, good.one(), good.sealOfOne(), good.other(), good.sealOfOther()));
        refused(new DoubleSeal(LIAR, good.one(), good.sealOfOther(), good.other(), good.sealOfOne()));
        refused(sealed(LIAR, header(18, 1, 0), header(19, 2, 0)));
        refused(sealed(LIAR, header(18, 1, 40_000), header(18, 2, 40_000)));
        refused(sealed(LIAR, foreign(18, 1), foreign(18, 2)));
    }

    @Test
    void dpos_10_evidence_that_is_too_old_from_the_future_or_of_who_is_in_jail_is_refused() {
        walk.until(20);
        refused(twice(LIAR, 22));
        assertThat(walk.check(60, with(60, twice(LIAR, 20)))).isEqualTo(Verdict.ACCEPTED);
        assertThat(walk.check(61, with(61, twice(LIAR, 20)))).isInstanceOf(Verdict.Rejected.class);
        proven(twice(LIAR, 18));
        assertThat(walk.check(22, with(22, twice(LIAR, 19)))).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void who_votes_against_itself_loses_its_slots_too() {
        walk.until(20);
        Evidence evidence = votes(LIAR, 18, 1, 2);
        walk.accept(21, walk.data(21, Optional.empty()).with(evidence));
        assertThat(walk.content().delegates().get(LIAR).isJailed(walk.time(22))).isTrue();
        assertThat(Verdicts.out(walk.content().delegates(), walk.time(22))).isEqualTo(1);
    }

    @Test
    void dpos_10_votes_that_contradict_nothing_or_of_another_slot_convict_nobody() {
        walk.until(60);
        for (Evidence wrong : List.of(
                votes(LIAR, 18, 1, 2),
                votes(LIAR, 62, 1, 2),
                votes(LIAR, 50, 1, 1),
                votes(LIAR, Long.MAX_VALUE, 1, 2),
                new Evidence(votes(2, 50, 1, 2).first(), votes(LIAR, 50, 1, 2).second(), List.of()),
                new Evidence(vote(LIAR, 50, 1), forged(vote(LIAR, 50, 2)), List.of()))) {
            HeaderData data = walk.data(61, Optional.empty()).with(wrong);
            assertThat(walk.check(61, data))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.rule()).isEqualTo(DposRules.EVIDENCE));
        }
        assertThat(walk.check(61, walk.data(61, Optional.empty()).with(votes(LIAR, 50, 1, 2))))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_report_convicts_by_the_set_that_served_of_two_blocks_in_a_slot_or_of_votes() {
        walk.until(20);
        var consensus = new DposConsensus(walk.parameters(), walk.chain().parameters());
        Checkpoint served = new Checkpoint(header(17, 1, 0), SEVEN.set());
        assertThat(consensus.judge(served, DposOffence.of(twice(LIAR, 18))))
                .isEqualTo(new Judgement.Guilty(SEVEN.set().producers().get(LIAR), "double-production", walk.time(18)));
        assertThat(consensus.judge(served, DposOffence.of(votes(LIAR, 18, 1, 2))))
                .isEqualTo(new Judgement.Guilty(SEVEN.set().producers().get(LIAR), "double-vote", walk.time(18)));
        assertThat(consensus.evidenceMillis()).isEqualTo(40 * Walk.SLOT);
    }

    @Test
    void a_report_that_proves_nothing_or_speaks_of_another_set_convicts_nobody() {
        walk.until(20);
        var consensus = new DposConsensus(walk.parameters(), walk.chain().parameters());
        Checkpoint served = new Checkpoint(header(17, 1, 0), SEVEN.set());
        ProducerSet others = TestProducers.named(Walk.SUITE, "x", "y", "z", "w").set();
        DoubleSeal good = twice(LIAR, 18);
        for (Bytes evidence : List.of(
                Bytes.EMPTY,
                Bytes.utf8("she did it"),
                DposOffence.of(good.at(2)),
                DposOffence.of(good.at(7)),
                DposOffence.of(sealed(LIAR, header(18, 1, 0), header(19, 2, 0))),
                DposOffence.of(sealed(LIAR, foreign(18, 1), foreign(18, 2))),
                DposOffence.of(votes(LIAR, 50, 1, 1)),
                DposOffence.of(votes(LIAR, Long.MAX_VALUE, 1, 2)),
                DposOffence.of(new Evidence(vote(LIAR, 50, 1), forged(vote(LIAR, 50, 2)), List.of())))) {
            assertThat(consensus.judge(served, evidence)).isInstanceOf(Judgement.Refused.class);
        }
        Checkpoint elsewhere = new Checkpoint(header(17, 1, 0), others);
        assertThat(consensus.judge(elsewhere, DposOffence.of(good))).isInstanceOf(Judgement.Refused.class);
        assertThat(consensus.judge(elsewhere, DposOffence.of(votes(LIAR, 18, 1, 2))))
                .isInstanceOf(Judgement.Refused.class);
    }

    @Test
    void a_header_convicts_one_delegate_at_most() {
        assertThatThrownBy(() -> new HeaderData(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(twice(LIAR, 18)),
                        Optional.of(votes(LIAR, 18, 1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jail_takes_precedence_over_suspensions_within_the_limit() {
        Timestamp now = new Timestamp(1_000);
        Delegate fresh = Delegate.newcomer(new Hash(0, 0, 0, 1));
        Delegate shortly = fresh.suspended(1, now, 1);
        Delegate longer = fresh.suspended(1, now, 10);
        List<Delegate> after = Verdicts.jail(3, List.of(longer, shortly, fresh, fresh), 2, now, new Timestamp(5_000));
        assertThat(after).containsExactly(longer, shortly.pardoned(), fresh, fresh.jailed(new Timestamp(5_000)));
    }

    /** Two prevotes of one round. */
    private Evidence votes(int position, long round, long one, long other) {
        return new Evidence(vote(position, round, one), vote(position, round, other), List.of());
    }

    private Certificate vote(int position, long round, long block) {
        Electorate electorate = walk.state().electorate();
        VoteData data = VoteData.prevote(0, round, Source.NONE);
        Certificate ballot = electorate.ballot(new Height(9), new BlockId(new Hash(0, 0, 0, block)), data);
        Bytes signature = SEVEN.signers()
                .get(position)
                .sign(Walk.SUITE.signingHash(
                        walk.chain().id(),
                        SignatureType.VOTE,
                        electorate.quorum().object(ballot)));
        return with(ballot, new VoteSignature(position, signature));
    }

    private static Certificate forged(Certificate vote) {
        VoteSignature genuine = vote.votes().getFirst();
        return with(
                vote,
                new VoteSignature(
                        genuine.position(),
                        Bytes.concat(
                                Bytes.fromHex("00"),
                                genuine.signature().slice(1, genuine.signature().size()))));
    }

    private static Certificate with(Certificate ballot, VoteSignature vote) {
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), List.of(vote));
    }

    private void proven(DoubleSeal evidence) {
        walk.skipTo(21);
        long slot = walk.slot() + 1;
        HeaderData data = with(slot, evidence);
        assertThat(walk.check(slot, data)).isEqualTo(Verdict.ACCEPTED);
        walk.accept(slot, data);
    }

    private void refused(DoubleSeal evidence) {
        assertThat(walk.check(21, with(evidence)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule()).isEqualTo(DposRules.EVIDENCE));
    }

    private HeaderData with(DoubleSeal evidence) {
        return with(21, evidence);
    }

    private HeaderData with(long slot, DoubleSeal evidence) {
        HeaderData honest = walk.data(slot, Optional.empty());
        return honest.with(evidence);
    }

    private DoubleSeal twice(int position, long slot) {
        return sealed(position, header(slot, 1, 0), header(slot, 2, 0));
    }

    private static DoubleSeal sealed(int position, Header a, Header b) {
        boolean ordered = a.id(Walk.SUITE.hash()).compareTo(b.id(Walk.SUITE.hash())) < 0;
        Header one = ordered ? a : b;
        Header other = ordered ? b : a;
        return new DoubleSeal(position, one, seal(position, one), other, seal(position, other));
    }

    private static Bytes seal(int position, Header header) {
        Signer signer = SEVEN.signers().get(position);
        return signer.sign(Walk.SUITE.signingHash(
                header.chainId(),
                SignatureType.BLOCK,
                header.id(Walk.SUITE.hash()).hash()));
    }

    private Header header(long slot, long branch, int padding) {
        return header(walk.chain().id(), slot, branch, padding);
    }

    private Header foreign(long slot, long branch) {
        return header(new ChainId(new Hash(1, 1, 1, 1)), slot, branch, 0);
    }

    private Header header(ChainId chain, long slot, long branch, int padding) {
        Hash root = new Hash(0, 0, 0, branch);
        return new Header(
                Header.VERSION,
                chain,
                new Height(slot),
                new BlockId(root),
                walk.time(slot),
                root,
                root,
                root,
                root,
                padding == 0 ? List.of() : List.of(new HeaderExtension("padding", Bytes.wrap(new byte[padding]))));
    }
}
