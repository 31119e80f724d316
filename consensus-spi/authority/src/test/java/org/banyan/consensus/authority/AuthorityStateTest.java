package org.banyan.consensus.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.PublicKey;
import org.junit.jupiter.api.Test;

/** Rules AUTH-1 to AUTH-9 of docs/spi/consensus.md, one refusal each. */
class AuthorityStateTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final Timestamp GENESIS = new Timestamp(1_700_000_000_123L);
    private static final long SLOT = 400;
    private static final TestProducers FOUR = TestProducers.count(SUITE, 4);
    private static final TestProducers NEXT = TestProducers.named(SUITE, "anna", "bert", "carl");
    private static final ChainParameters CHAIN = chain(FOUR.set());
    private static final BlockId PARENT = new BlockId(new Hash(1, 1, 1, 1));

    private final Consensus consensus = new AuthorityConsensusFactory().create(CHAIN);
    private final ConsensusState genesis = consensus.genesis();

    @Test
    void the_producer_of_a_slot_is_the_sets_member_at_slot_modulo_n() {
        for (long slot = 1; slot < 10; slot++) {
            ChildFacts child = child(1, 0, slot);
            assertThat(genesis.check(child)).isEqualTo(Verdict.ACCEPTED);
            assertThat(genesis.producerOf(child))
                    .isEqualTo(FOUR.set().producers().get((int) (slot % 4)));
        }
    }

    @Test
    void auth_1_a_time_that_is_not_the_start_of_a_slot_is_refused() {
        for (long off : List.of(1L, SLOT - 1)) {
            assertRefused(AuthorityRules.SLOT_START, genesis.check(at(GENESIS.plusMillis(SLOT + off))));
        }
        assertRefused(AuthorityRules.SLOT_START, genesis.check(at(new Timestamp(GENESIS.millis() - SLOT))));
    }

    @Test
    void auth_2_a_slot_that_is_not_later_than_the_parents_is_refused() {
        assertRefused(AuthorityRules.SLOT_ORDER, genesis.check(child(2, 5, 5)));
        assertRefused(AuthorityRules.SLOT_ORDER, genesis.check(child(2, 5, 4)));
        assertThat(genesis.check(child(2, 5, 6))).isEqualTo(Verdict.ACCEPTED);
        assertThat(genesis.check(child(2, 5, 600))).as("slots may be skipped").isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void auth_3_data_that_is_not_canonical_is_refused() {
        Bytes change = data(approved(NEXT.set()));
        List<Bytes> wrong = List.of(
                Bytes.fromHex("00"),
                Bytes.fromHex("0a00"),
                change.slice(0, change.size() - 1),
                Bytes.concat(change, Bytes.fromHex("1001")));
        for (Bytes data : wrong) {
            assertRefused(AuthorityRules.DATA, genesis.check(child(1, 0, 1, data, 0)));
        }
    }

    @Test
    void an_approved_change_makes_the_next_set_produce_and_certify_the_children() {
        ConsensusState after = genesis.next(child(1, 0, 1, data(approved(NEXT.set())), 0));
        assertThat(after.producers()).isEqualTo(NEXT.set());
        assertThat(after.producerOf(child(2, 1, 2)))
                .isEqualTo(NEXT.set().producers().get(2));
        assertThat(consensus.decode(after.encoded()).encoded()).isEqualTo(after.encoded());
    }

    @Test
    void auth_4_a_second_change_waits_until_the_first_is_final() {
        ConsensusState changed = genesis.next(child(1, 0, 1, data(approved(NEXT.set())), 0));
        Bytes back = data(Changes.approved(CHAIN, NEXT, new Height(1), new Height(50), FOUR.set()));
        assertRefused(AuthorityRules.UNSETTLED, changed.check(child(2, 1, 2, back, 0)));
        assertRefused(AuthorityRules.UNSETTLED, changed.check(child(2, 1, 2, back, 1)));
        ConsensusState settled = changed.next(child(2, 1, 2, Bytes.EMPTY, 1));
        assertThat(settled.check(child(3, 2, 3, back, 1))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void auth_5_a_change_approved_for_another_set_another_reign_or_a_past_height_is_refused() {
        SetChange otherSet = Changes.approved(CHAIN, NEXT, Height.GENESIS, new Height(50), FOUR.set());
        SetChange otherReign = Changes.approved(CHAIN, FOUR, new Height(7), new Height(50), NEXT.set());
        SetChange past = Changes.approved(CHAIN, FOUR, Height.GENESIS, new Height(8), NEXT.set());
        assertRefused(AuthorityRules.CHANGE_MISPLACED, genesis.check(child(9, 8, 9, data(otherSet), 0)));
        assertRefused(AuthorityRules.CHANGE_MISPLACED, genesis.check(child(9, 8, 9, data(otherReign), 0)));
        assertRefused(AuthorityRules.CHANGE_MISPLACED, genesis.check(child(9, 8, 9, data(past), 0)));
        assertThat(genesis.check(child(8, 7, 8, data(past), 0))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void auth_5_a_change_cannot_be_used_again_when_the_old_set_is_back() {
        SetChange first = approved(NEXT.set());
        ConsensusState away = genesis.next(child(1, 0, 1, data(first), 0)).next(child(2, 1, 2, Bytes.EMPTY, 1));
        SetChange home = Changes.approved(CHAIN, NEXT, new Height(1), new Height(50), FOUR.set());
        ConsensusState back = away.next(child(3, 2, 3, data(home), 1)).next(child(4, 3, 4, Bytes.EMPTY, 3));
        assertThat(back.producers()).isEqualTo(FOUR.set());
        assertRefused(AuthorityRules.CHANGE_MISPLACED, back.check(child(5, 4, 5, data(first), 3)));
    }

    @Test
    void auth_6_a_set_that_cannot_produce_is_refused() {
        Producer anna = NEXT.set().producers().get(0);
        Producer bert = NEXT.set().producers().get(1);
        ProducerSet heavy = new ProducerSet(List.of(new Producer(anna.address(), anna.key(), 2)));
        ProducerSet oneKey = new ProducerSet(List.of(anna, new Producer(bert.address(), anna.key(), 1)));
        ProducerSet badKey = new ProducerSet(
                List.of(new Producer(anna.address(), new PublicKey(anna.key().scheme(), Bytes.fromHex("00")), 1)));
        ProducerSet otherScheme = new ProducerSet(
                List.of(new Producer(anna.address(), new PublicKey(1, anna.key().bytes()), 1)));
        for (ProducerSet set : List.of(heavy, oneKey, badKey, otherScheme, FOUR.set(), crowd())) {
            assertRefused(AuthorityRules.NEXT_SET, genesis.check(child(1, 0, 1, data(approved(set)), 0)));
        }
    }

    @Test
    void auth_7_a_change_without_the_genuine_approvals_of_a_quorum_is_refused() {
        SetChange bare = Changes.unapproved(CHAIN, FOUR, Height.GENESIS, new Height(50), NEXT.set());
        SetChange two = bare.approvedBy(Changes.approval(CHAIN, FOUR, bare, 0))
                .approvedBy(Changes.approval(CHAIN, FOUR, bare, 3));
        SetChange three = two.approvedBy(Changes.approval(CHAIN, FOUR, bare, 2));
        assertThat(genesis.check(child(1, 0, 1, data(three), 0))).isEqualTo(Verdict.ACCEPTED);

        Bytes genuine = Changes.approval(CHAIN, FOUR, bare, 2).signature();
        SetChange other = Changes.unapproved(CHAIN, FOUR, Height.GENESIS, new Height(51), NEXT.set());
        List<SetChange> wrong = List.of(
                bare,
                two,
                two.approvedBy(new VoteSignature(1, genuine)),
                two.approvedBy(new VoteSignature(4, genuine)),
                two.approvedBy(Changes.approval(CHAIN, FOUR, other, 2)));
        for (SetChange change : wrong) {
            assertRefused(AuthorityRules.APPROVALS, genesis.check(child(1, 0, 1, data(change), 0)));
        }
    }

    @Test
    void auth_8_no_child_is_certifiable_before_the_change_of_its_set_is_final_in_its_chain() {
        ConsensusState changed = genesis.next(child(1, 0, 1, data(approved(NEXT.set())), 0));
        Certificate certificate = certificate(changed.producers());
        assertRefused(AuthorityRules.NOT_CERTIFIABLE, changed.checkCertificate(certificate));
        ConsensusState waiting = changed.next(child(2, 1, 2));
        assertRefused(AuthorityRules.NOT_CERTIFIABLE, waiting.checkCertificate(certificate));
        ConsensusState settled = waiting.next(child(3, 2, 3, Bytes.EMPTY, 1));
        assertThat(((Verdict.Rejected) settled.checkCertificate(certificate)).rule())
                .as("now the votes count")
                .isEqualTo(new RuleId("CERT-4"));
        assertThat(settled.next(child(4, 3, 4)).encoded()).as("and so on").isEqualTo(settled.encoded());
    }

    @Test
    void auth_9_a_certificate_with_data_is_refused() {
        Certificate bare = certificate(FOUR.set());
        Certificate withData = new Certificate(
                bare.chainId(), bare.height(), bare.block(), bare.producerSet(), Bytes.fromHex("01"), bare.votes());
        assertRefused(AuthorityRules.CERTIFICATE_DATA, genesis.checkCertificate(withData));
    }

    @Test
    void parameters_that_no_chain_can_run_with_are_refused_with_the_reason() {
        var factory = new AuthorityConsensusFactory();
        Producer anna = NEXT.set().producers().get(0);
        ProducerSet heavy = new ProducerSet(List.of(new Producer(anna.address(), anna.key(), 3)));
        assertThatThrownBy(() -> factory.create(chain(heavy)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight 1");
        assertThatThrownBy(() -> factory.create(chain(crowd())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit of 100");
        assertThatThrownBy(() ->
                        factory.create(new ChainParameters(CHAIN.chainId(), GENESIS, SLOT, Bytes.fromHex("ff"), SUITE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not canonical");
        assertThatThrownBy(() ->
                        factory.create(new ChainParameters(CHAIN.chainId(), GENESIS, 0, CHAIN.parameters(), SUITE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slot");
    }

    private static SetChange approved(ProducerSet next) {
        return Changes.approved(CHAIN, FOUR, Height.GENESIS, new Height(50), next);
    }

    private static Bytes data(SetChange change) {
        return HeaderData.CODEC.encode(new HeaderData(Optional.of(change)));
    }

    private static ChildFacts child(long height, long parentSlot, long slot) {
        return child(height, parentSlot, slot, Bytes.EMPTY, 0);
    }

    private static ChildFacts child(long height, long parentSlot, long slot, Bytes data, long finalHeight) {
        return new ChildFacts(
                new Height(height),
                PARENT,
                GENESIS.plusMillis(parentSlot * SLOT),
                GENESIS.plusMillis(slot * SLOT),
                data,
                new Height(finalHeight),
                PARENT);
    }

    private static ChildFacts at(Timestamp time) {
        return new ChildFacts(new Height(1), PARENT, GENESIS, time, Bytes.EMPTY, Height.GENESIS, PARENT);
    }

    private static Certificate certificate(ProducerSet set) {
        return new Certificate(CHAIN.chainId(), new Height(2), PARENT, set.id(SUITE.hash()), Bytes.EMPTY, List.of());
    }

    /** One more than the limit. */
    private static ProducerSet crowd() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= AuthorityParameters.PRODUCERS_MAX; i++) {
            names.add("crowd-" + i);
        }
        return TestProducers.named(SUITE, names.toArray(String[]::new)).set();
    }

    private static ChainParameters chain(ProducerSet producers) {
        return new ChainParameters(
                new ChainId(new Hash(4, 4, 4, 4)),
                GENESIS,
                SLOT,
                AuthorityParameters.CODEC.encode(new AuthorityParameters(producers)),
                SUITE);
    }

    private static void assertRefused(RuleId rule, Verdict verdict) {
        assertThat(verdict).as("refused by %s", rule).isInstanceOf(Verdict.Rejected.class);
        assertThat(((Verdict.Rejected) verdict).rule()).as(verdict.toString()).isEqualTo(rule);
    }
}
