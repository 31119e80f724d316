package org.banyan.types.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomProofs;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.generators.Seeds;
import org.banyan.types.list.CountedList;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ProofStep.BlockInHistory;
import org.banyan.types.proof.ProofStep.HeaderOfBlock;
import org.banyan.types.proof.ProofStep.KeyInState;
import org.banyan.types.proof.ProofStep.ReceiptInBlock;
import org.banyan.types.proof.ProofStep.TransactionInBlock;
import org.banyan.types.proof.ProvenFact.BlockIncluded;
import org.banyan.types.proof.ProvenFact.HeaderKnown;
import org.banyan.types.proof.ProvenFact.ReceiptIncluded;
import org.banyan.types.proof.ProvenFact.StateKnown;
import org.banyan.types.proof.ProvenFact.TransactionIncluded;
import org.banyan.types.state.StateProof;
import org.junit.jupiter.api.Test;

/** Rules PROOF-1 to PROOF-14 of docs/spi/encoding.md. */
class ProofVerifierTest {
    private static final ProvenChain CHAIN = new ProvenChain("chain", 21);
    private static final ProvenChain OTHER = new ProvenChain("other", 21);
    private static final int TRUSTED = 20;

    private final ProofVerifier verifier = new ProofVerifier(ProvenChain.HASH, CHAIN.id);

    @Test
    void a_transaction_in_the_trusted_block_and_in_any_ancestor_is_proven() {
        var transaction = CHAIN.transaction(TRUSTED, 2);

        assertThat(fact(CHAIN.transactionStep(TRUSTED, 2), CHAIN.headerStep(TRUSTED)))
                .isEqualTo(new TransactionIncluded(
                        transaction.id(), transaction.authorizationsHash(), CHAIN.headers.get(TRUSTED)));
        for (int height = 0; height < TRUSTED; height++) {
            assertThat(fact(toTrusted(CHAIN.transactionStep(height, 0), height)))
                    .isEqualTo(new TransactionIncluded(
                            CHAIN.transaction(height, 0).id(),
                            CHAIN.transaction(height, 0).authorizationsHash(),
                            CHAIN.headers.get(height)));
        }
    }

    @Test
    void receipts_keys_absences_blocks_and_headers_are_proven() {
        assertThat(fact(toTrusted(CHAIN.receiptStep(7, 4), 7)))
                .isEqualTo(new ReceiptIncluded(CHAIN.receipt(7, 4), 4, CHAIN.headers.get(7)));
        assertThat(fact(toTrusted(CHAIN.keyStep(7), 7)))
                .isEqualTo(new StateKnown(
                        ProvenChain.CONTRACT, ProvenChain.KEY, Optional.of(CHAIN.value(7)), CHAIN.headers.get(7)));
        assertThat(fact(toTrusted(CHAIN.absenceStep(7), 7)))
                .isInstanceOfSatisfying(
                        StateKnown.class, known -> assertThat(known.value()).isEmpty());
        assertThat(fact(CHAIN.historyStep(7, TRUSTED), CHAIN.headerStep(TRUSTED)))
                .isEqualTo(new BlockIncluded(CHAIN.block(7), new Height(7)));
        assertThat(fact(CHAIN.headerStep(TRUSTED))).isEqualTo(new HeaderKnown(CHAIN.headers.get(TRUSTED)));
        assertThat(fact(CHAIN.headerStep(7), CHAIN.historyStep(7, TRUSTED), CHAIN.headerStep(TRUSTED)))
                .isEqualTo(new HeaderKnown(CHAIN.headers.get(7)));
    }

    @Test
    void a_proof_may_lead_over_several_headers() {
        assertThat(fact(
                        CHAIN.keyStep(3),
                        CHAIN.headerStep(3),
                        CHAIN.historyStep(3, 9),
                        CHAIN.headerStep(9),
                        CHAIN.historyStep(9, TRUSTED),
                        CHAIN.headerStep(TRUSTED)))
                .isInstanceOf(StateKnown.class);
    }

    @Test
    void proof_1_a_scheme_that_is_not_that_of_its_kind_is_rejected() {
        var step = ((TransactionInBlock) CHAIN.transactionStep(TRUSTED, 0)).step();
        rejected(ProofRules.SCHEME, new TransactionInBlock(ProofStep.STATE_SCHEME, step), CHAIN.headerStep(TRUSTED));
        rejected(
                ProofRules.SCHEME,
                CHAIN.transactionStep(TRUSTED, 0),
                new HeaderOfBlock("banyan-header-2", ((HeaderOfBlock) CHAIN.headerStep(TRUSTED)).header()));
    }

    @Test
    void proof_2_steps_in_another_order_are_rejected() {
        var claim = CHAIN.transactionStep(TRUSTED, 0);
        var header = CHAIN.headerStep(TRUSTED);

        rejected(ProofRules.ORDER, header, claim);
        rejected(ProofRules.ORDER, claim, claim);
        rejected(ProofRules.ORDER, header, header);
        rejected(ProofRules.ORDER, claim, claim, header);
        rejected(ProofRules.ORDER, claim, CHAIN.historyStep(3, TRUSTED), header);
        rejected(ProofRules.ORDER, CHAIN.transactionStep(3, 0), CHAIN.headerStep(3), CHAIN.keyStep(TRUSTED), header);
    }

    @Test
    void proof_3_a_proof_that_ends_before_a_header_is_rejected() {
        rejected(ProofRules.TRUNCATED);
        rejected(ProofRules.TRUNCATED, CHAIN.transactionStep(TRUSTED, 0));
        rejected(ProofRules.TRUNCATED, CHAIN.historyStep(3, TRUSTED));
        rejected(ProofRules.TRUNCATED, CHAIN.headerStep(3), CHAIN.historyStep(3, TRUSTED));
    }

    @Test
    void proof_4_a_count_that_does_not_fit_is_rejected() {
        var step = ((TransactionInBlock) CHAIN.transactionStep(TRUSTED, 2)).step();
        rejected(ProofRules.COUNT, transaction(with(step, 0, 0)), CHAIN.headerStep(TRUSTED));
        rejected(ProofRules.COUNT, transaction(with(step, 3, 3)), CHAIN.headerStep(TRUSTED));
        var history = ((BlockInHistory) CHAIN.historyStep(3, TRUSTED)).step();
        rejected(ProofRules.COUNT, new BlockInHistory(with(history, TRUSTED - 1, 3)), CHAIN.headerStep(TRUSTED));
        rejected(ProofRules.COUNT, CHAIN.headerStep(3), CHAIN.historyStep(3, 9), CHAIN.headerStep(TRUSTED));
    }

    @Test
    void proof_5_a_block_at_another_height_than_its_header_says_is_rejected() {
        ProvenChain liar = new ProvenChain("chain", 3);
        var wrongHeight = new Header(
                1,
                CHAIN.id,
                new Height(1),
                liar.block(0),
                liar.headers.get(1).time(),
                liar.headers.get(1).bodyRoot(),
                liar.headers.get(1).receiptsRoot(),
                liar.headers.get(1).stateRoot(),
                liar.headers.get(1).historyRoot(),
                List.of());
        List<Bytes> ids = List.of(wrongHeight.id(ProvenChain.HASH).bytes());
        var later = new Header(
                1,
                CHAIN.id,
                new Height(1),
                liar.block(0),
                wrongHeight.time(),
                wrongHeight.bodyRoot(),
                wrongHeight.receiptsRoot(),
                wrongHeight.stateRoot(),
                CountedList.root(ProvenChain.HASH, Tag.LIST_HISTORY, ids),
                List.of());
        var proof = new Proof(List.of(
                new HeaderOfBlock(wrongHeight), new BlockInHistory(liar.listed(ids, 0)), new HeaderOfBlock(later)));

        assertRejected(verifier.verify(proof, later.id(ProvenChain.HASH)), ProofRules.INDEX);
    }

    @Test
    void proof_6_a_path_that_is_too_short_is_rejected() {
        var step = ((TransactionInBlock) CHAIN.transactionStep(TRUSTED, 2)).step();
        List<Hash> shorter =
                step.proof().siblings().subList(1, step.proof().siblings().size());

        rejected(ProofRules.PATH_SHORT, transaction(with(step, shorter)), CHAIN.headerStep(TRUSTED));
    }

    @Test
    void proof_7_a_path_that_is_too_long_is_rejected() {
        var step = ((TransactionInBlock) CHAIN.transactionStep(TRUSTED, 2)).step();
        List<Hash> longer = new ArrayList<>(step.proof().siblings());
        longer.add(new Hash(0, 0, 0, 0));

        rejected(ProofRules.PATH_LONG, transaction(with(step, longer)), CHAIN.headerStep(TRUSTED));
    }

    @Test
    void proof_8_a_leaf_of_another_form_is_rejected_though_the_list_holds_it() {
        var inherent = CHAIN.listed(CHAIN.bodyLeaves(TRUSTED), 0);

        rejected(ProofRules.LEAF, new TransactionInBlock(inherent), CHAIN.headerStep(TRUSTED));
    }

    @Test
    void proof_9_a_list_step_of_another_block_list_leaf_or_position_is_rejected() {
        var step = ((TransactionInBlock) CHAIN.transactionStep(TRUSTED, 2)).step();
        var header = CHAIN.headerStep(TRUSTED);

        rejected(ProofRules.LIST_ROOT, CHAIN.transactionStep(TRUSTED - 1, 2), header);
        rejected(ProofRules.LIST_ROOT, new ReceiptInBlock(step), header);
        rejected(ProofRules.LIST_ROOT, new TransactionInBlock(receipt(TRUSTED)), header);
        rejected(ProofRules.LIST_ROOT, transaction(with(step, step.proof().count(), 1)), header);
        rejected(ProofRules.LIST_ROOT, transaction(new ListStep(step.proof(), Bytes.utf8("other"))), header);
    }

    @Test
    void proof_10_a_state_step_that_does_not_hold_is_rejected() {
        var present = ((KeyInState) CHAIN.keyStep(TRUSTED)).step();
        var absent = ((KeyInState) CHAIN.absenceStep(TRUSTED)).step();
        var header = CHAIN.headerStep(TRUSTED);

        rejected(ProofRules.STATE_ROOT, CHAIN.keyStep(TRUSTED - 1), header);
        rejected(ProofRules.STATE_ROOT, state(present, Optional.of(Bytes.utf8("other")), present.proof()), header);
        rejected(ProofRules.STATE_ROOT, state(present, Optional.empty(), present.proof()), header);
        rejected(ProofRules.STATE_ROOT, state(present, Optional.empty(), absent.proof()), header);
        List<Hash> longer = new ArrayList<>(present.proof().siblings());
        longer.add(new Hash(0, 0, 0, 0));
        rejected(
                ProofRules.STATE_ROOT,
                state(present, present.value(), new StateProof(longer, Optional.empty())),
                header);
        List<Hash> shorter = longer.subList(0, longer.size() - 2);
        rejected(
                ProofRules.STATE_ROOT,
                state(present, present.value(), new StateProof(shorter, Optional.empty())),
                header);
    }

    @Test
    void proof_11_a_header_that_is_not_canonical_is_rejected() {
        Bytes header = ((HeaderOfBlock) CHAIN.headerStep(TRUSTED)).header();

        rejected(ProofRules.HEADER, headerOf(Bytes.concat(header, Bytes.fromHex("7801"))));
        rejected(ProofRules.HEADER, headerOf(header.slice(0, header.size() - 1)));
        rejected(ProofRules.HEADER, headerOf(Bytes.EMPTY));
    }

    @Test
    void proof_12_a_header_of_another_chain_is_rejected() {
        var proof = new Proof(List.of(OTHER.transactionStep(5, 0), OTHER.headerStep(5)));

        assertRejected(verifier.verify(proof, OTHER.block(5)), ProofRules.CHAIN);
        assertRejected(
                new ProofVerifier(ProvenChain.HASH, new ChainId(new Hash(9, 9, 9, 9)))
                        .verify(new Proof(List.of(CHAIN.headerStep(5))), CHAIN.block(5)),
                ProofRules.CHAIN);
    }

    @Test
    void proof_13_a_history_step_for_another_block_than_the_header_before_it_is_rejected() {
        rejected(
                ProofRules.LINK,
                CHAIN.transactionStep(3, 0),
                CHAIN.headerStep(3),
                CHAIN.historyStep(4, TRUSTED),
                CHAIN.headerStep(TRUSTED));
    }

    @Test
    void proof_14_a_proof_that_ends_at_another_block_than_the_trusted_one_is_rejected() {
        rejected(ProofRules.TRUST, CHAIN.transactionStep(3, 0), CHAIN.headerStep(3));
        rejected(ProofRules.TRUST, CHAIN.headerStep(TRUSTED - 1));
    }

    @Test
    void any_changed_byte_of_a_proof_is_refused_or_rejected() {
        Bytes proof = Proof.CODEC.encode(new Proof(List.of(toTrusted(CHAIN.transactionStep(7, 1), 7))));
        var proven = verify(Proof.CODEC.decode(proof));
        assertThat(proven).isInstanceOf(ProofResult.Proven.class);
        RandomValues values = new RandomValues(1);
        for (int at = 0; at < proof.size(); at++) {
            byte[] changed = proof.toArray();
            changed[at] ^= (byte) (1 << values.upTo(7));
            try {
                assertThat(verify(Proof.CODEC.decode(Bytes.wrap(changed))))
                        .as("byte %d", at)
                        .isInstanceOf(ProofResult.Rejected.class);
            } catch (CodecException refused) {
                assertThat(refused).hasMessageContaining("at byte");
            }
        }
    }

    @Test
    void random_proofs_are_rejected_and_never_throw() {
        Seeds.each(
                2_000,
                values ->
                        assertThat(verify(new RandomProofs(values).proof())).isInstanceOf(ProofResult.Rejected.class));
    }

    private static ProofStep[] toTrusted(ProofStep claim, int height) {
        return new ProofStep[] {
            claim, CHAIN.headerStep(height), CHAIN.historyStep(height, TRUSTED), CHAIN.headerStep(TRUSTED)
        };
    }

    private ProvenFact fact(ProofStep... steps) {
        ProofResult result = verify(new Proof(List.of(steps)));
        assertThat(result).as("%s", result).isInstanceOf(ProofResult.Proven.class);
        return ((ProofResult.Proven) result).fact();
    }

    private ProofResult verify(Proof proof) {
        return verifier.verify(proof, CHAIN.block(TRUSTED));
    }

    private void rejected(RuleId rule, ProofStep... steps) {
        assertRejected(verify(new Proof(List.of(steps))), rule);
    }

    private static void assertRejected(ProofResult result, RuleId rule) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ProofResult.Rejected.class,
                        rejected -> assertThat(rejected.rule())
                                .as(rejected.toString())
                                .isEqualTo(rule));
    }

    private static TransactionInBlock transaction(ListStep step) {
        return new TransactionInBlock(step);
    }

    private static ListStep receipt(int height) {
        return ((ReceiptInBlock) CHAIN.receiptStep(height, 1)).step();
    }

    private static HeaderOfBlock headerOf(Bytes header) {
        return new HeaderOfBlock(ProofStep.HEADER_SCHEME, header);
    }

    private static ListStep with(ListStep step, long count, long index) {
        return new ListStep(new ListProof(count, index, step.proof().siblings()), step.leaf());
    }

    private static ListStep with(ListStep step, List<Hash> siblings) {
        return new ListStep(new ListProof(step.proof().count(), step.proof().index(), siblings), step.leaf());
    }

    private static KeyInState state(StateStep step, Optional<Bytes> value, StateProof proof) {
        return new KeyInState(new StateStep(step.contract(), step.key(), value, proof));
    }
}
