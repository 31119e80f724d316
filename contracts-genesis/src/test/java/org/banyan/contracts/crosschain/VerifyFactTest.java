package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.banyan.contracts.crosschain.Edges.FIRST;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.followChild;
import static org.banyan.contracts.crosschain.Edges.followParent;
import static org.banyan.contracts.crosschain.Edges.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.chain.ProvenContent;
import org.banyan.types.Bytes;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofStep.BlockInIndex;
import org.banyan.types.proof.ProofStep.HeaderInParent;
import org.banyan.types.receipt.Receipt;
import org.junit.jupiter.api.Test;

/** Facts proven to other contracts, and the verifier's own rules as they arrive in a receipt. */
class VerifyFactTest {
    private static final int FACT = 3;
    private static final int FOLLOWED = 5;

    private final CertifiedChain parent = chain("main").grow(4);
    private final CertifiedChain side = chain("side").grow(6);
    private final CertifiedChain sibling = chain("sibling").grow(6);
    private final ContractTest chain = start(FollowedEdge.KEPT_MAX);

    private ContractTest start(int keptMax) {
        ContractTest started = Edges.setup(keptMax).parent(Edges.parent(parent)).start();
        register(started, "side", side).reply();
        register(started, "sibling", sibling).reply();
        followChild(started, side, 0, FOLLOWED).reply();
        return started;
    }

    private List<ProofStep> toFollowed(ProofStep... claim) {
        List<ProofStep> steps = new ArrayList<>(List.of(claim));
        steps.add(side.headerStep(FACT));
        steps.add(side.historyStep(FACT, FOLLOWED));
        steps.add(side.headerStep(FOLLOWED));
        return steps;
    }

    @Test
    void a_transaction_a_receipt_a_key_an_absent_key_and_a_block_are_proven() {
        VerifyFactReply transaction = verify(side, toFollowed(side.transactionStep(FACT, 1)));
        assertThat(transaction)
                .isEqualTo(new VerifyFactReply(
                        side.id().hash(),
                        FACT,
                        side.header(FACT).time().millis(),
                        Optional.of(new TransactionFact(
                                side.content().transaction(FACT, 1).id().hash(),
                                side.content().transaction(FACT, 1).authorizationsHash())),
                        Optional.empty(),
                        Bytes.EMPTY,
                        side.block(FACT).hash(),
                        List.of()));
        assertThat(verify(side, toFollowed(side.receiptStep(FACT, 1))).receipt())
                .isEqualTo(Receipt.CODEC.encode(side.content().receipt(FACT, 1)));
        assertThat(verify(side, toFollowed(side.keyStep(FACT))).state())
                .contains(new StateFact(
                        ProvenContent.CONTRACT,
                        ProvenContent.KEY,
                        true,
                        side.content().value(FACT)));
        assertThat(verify(side, toFollowed(side.absenceStep(FACT))).state()).hasValueSatisfying(state -> {
            assertThat(state.present()).isFalse();
            assertThat(state.value()).isEqualTo(Bytes.EMPTY);
        });
        VerifyFactReply block = verify(side, toFollowed());
        assertThat(block.blockId()).isEqualTo(side.block(FACT).hash());
        assertThat(block.transaction()).isEmpty();
        assertThat(block.state()).isEmpty();
        assertThat(block.receipt()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void a_block_in_the_history_of_a_followed_header_is_named_by_its_id() {
        VerifyFactReply reply = verify(side, List.of(side.historyStep(FACT, FOLLOWED), side.headerStep(FOLLOWED)));
        assertThat(reply.blockId()).isEqualTo(side.block(FACT).hash());
        assertThat(reply.height()).isEqualTo(FACT);
        assertThat(reply.timeMillis()).as("not in the proof").isZero();
    }

    @Test
    void a_fact_of_the_followed_block_itself_needs_no_history() {
        assertThat(verify(side, List.of(side.keyStep(FOLLOWED), side.headerStep(FOLLOWED)))
                        .height())
                .isEqualTo(FOLLOWED);
    }

    @Test
    void a_fact_of_a_parent_is_proven() {
        followParent(chain, parent, 0, 4).reply();
        assertThat(verify(parent, List.of(parent.keyStep(4), parent.headerStep(4)))
                        .state())
                .isPresent();
    }

    @Test
    void what_the_proof_adds_on_this_chain_itself_is_left_aside() {
        CertifiedChain own = new CertifiedChain(SUITE, chain.chainId(), FIRST);
        own.add(List.of(), List.of(Facts.indexed(side.header(FOLLOWED))));
        own.grow(2);
        List<ProofStep> steps = toFollowed(side.keyStep(FACT));
        steps.add(new BlockInIndex(Facts.indexStep(side.header(FOLLOWED))));
        steps.add(own.headerStep(1));
        VerifyFactReply direct = verify(side, toFollowed(side.keyStep(FACT)));
        assertThat(verify(side, steps)).isEqualTo(direct);
        steps.add(own.historyStep(1, 3));
        steps.add(own.headerStep(3));
        assertThat(verify(side, steps)).isEqualTo(direct);
        assertThat(direct.via()).isEmpty();
    }

    @Test
    void a_proof_that_leads_to_no_followed_block_is_refused() {
        refused(side, List.of(side.keyStep(4), side.headerStep(4)), CrosschainFailure.NOT_FOLLOWED, "height 4");
        refused(
                side,
                List.of(side.keyStep(6), side.headerStep(6)),
                CrosschainFailure.NOT_FOLLOWED,
                side.id().toString());
        CertifiedChain stranger = chain("stranger").grow(6);
        refused(
                stranger,
                List.of(stranger.keyStep(FOLLOWED), stranger.headerStep(FOLLOWED)),
                CrosschainFailure.NOT_FOLLOWED,
                stranger.id().toString());
        CertifiedChain own = new CertifiedChain(SUITE, chain.chainId(), FIRST).grow(6);
        refused(own, List.of(own.keyStep(2), own.headerStep(2)), CrosschainFailure.NOT_FOLLOWED, "not followed");
    }

    @Test
    void a_proof_about_another_block_than_the_followed_one_is_refused() {
        CertifiedChain fork = side.branch(FACT, "fork").grow(3);
        refused(
                side,
                List.of(fork.keyStep(FOLLOWED), fork.headerStep(FOLLOWED)),
                CrosschainFailure.PROOF_REFUSED,
                "PROOF-14: ");
    }

    @Test
    void a_proof_that_breaks_a_rule_is_refused_by_that_rule() {
        rule("PROOF-10", List.of(side.keyStep(4), side.headerStep(FOLLOWED)));
        rule("PROOF-2", List.of(side.headerStep(FACT), side.headerStep(FOLLOWED)));
        rule("PROOF-9", List.of(side.transactionStep(4, 0), side.headerStep(FOLLOWED)));
        rule("PROOF-13", List.of(side.headerStep(FACT), side.historyStep(2, FOLLOWED), side.headerStep(FOLLOWED)));
        refused(
                sibling,
                List.of(side.keyStep(FOLLOWED), side.headerStep(FOLLOWED)),
                CrosschainFailure.PROOF_REFUSED,
                "CROSS-6: ");
        refused(
                chain("stranger"),
                List.of(side.keyStep(FOLLOWED), side.headerStep(FOLLOWED)),
                CrosschainFailure.PROOF_REFUSED,
                "PROOF-12: ");
    }

    @Test
    void the_rule_stands_first_so_that_a_long_reason_does_not_cut_it_off() {
        CertifiedChain grandchild = chain("grandchild").grow(3);
        Bytes named = ParentHeaders.CODEC.encode(new ParentHeaders(
                List.of(new ParentHeaders.Entry(side.id(), side.header(2).height(), side.block(2)))));
        side.add(
                List.of(),
                List.of(Facts.indexed(grandchild.header(2)), new HeaderExtension(ParentHeaders.EXTENSION, named)));
        followChild(chain, side, FOLLOWED, 7).reply();
        refused(
                grandchild,
                List.of(
                        grandchild.keyStep(1),
                        grandchild.headerStep(1),
                        new BlockInIndex(Facts.indexStep(grandchild.header(2))),
                        side.headerStep(7)),
                CrosschainFailure.PROOF_REFUSED,
                "PROOF-16: ");
        ContractTest below = Edges.setup().parent(Edges.parent(parent)).start();
        Bytes other = ParentHeaders.CODEC.encode(new ParentHeaders(List.of(
                new ParentHeaders.Entry(grandchild.id(), grandchild.header(2).height(), grandchild.block(2)))));
        parent.add(List.of(), List.of(new HeaderExtension(ParentHeaders.EXTENSION, other)));
        followParent(below, parent, 0, 5).reply();
        Facts.refused(
                below,
                grandchild,
                List.of(grandchild.keyStep(1), grandchild.headerStep(1), new HeaderInParent(), parent.headerStep(5)),
                CrosschainFailure.PROOF_REFUSED,
                "PROOF-17: ");
    }

    @Test
    void what_is_no_proof_is_malformed() {
        refused(side, List.of(), CrosschainFailure.MALFORMED, "ends in a header");
        refused(side, List.of(side.headerStep(5), side.keyStep(5)), CrosschainFailure.MALFORMED, "ends in a header");
        refused(
                side,
                List.of(new ProofStep.HeaderOfBlock(ProofStep.HEADER_SCHEME, Bytes.utf8("x"))),
                CrosschainFailure.MALFORMED,
                "is not canonical");
        for (Bytes bytes : List.of(
                Bytes.utf8("x"),
                Bytes.concat(Proof.CODEC.encode(new Proof(toFollowed())), Bytes.utf8("x")),
                Proof.CODEC.encode(new Proof(toFollowed())).slice(0, 90))) {
            ContractFailure failure = catchThrowableOfType(
                    ContractFailure.class,
                    () -> chain.view(
                            CrosschainClient.VERIFY_FACT,
                            new VerifyFactRequest(side.id().hash(), bytes)));
            assertThat(failure.code()).isEqualTo(CrosschainFailure.MALFORMED);
        }
    }

    @Test
    void any_order_of_headers_of_this_chain_gets_an_answer() {
        CertifiedChain own = new CertifiedChain(SUITE, chain.chainId(), FIRST).grow(4);
        List<ProofStep> kinds = List.of(
                own.headerStep(1),
                own.headerStep(3),
                own.historyStep(1, 3),
                side.headerStep(FOLLOWED),
                side.keyStep(FOLLOWED),
                new HeaderInParent());
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ProofStep> steps = random.ints(random.nextInt(1, 8), 0, kinds.size())
                    .mapToObj(kinds::get)
                    .toList();
            try {
                assertThat(verify(side, steps).height()).as("seed %d", seed).isEqualTo(FOLLOWED);
            } catch (ContractFailure refused) {
                assertThat(refused.code()).as("seed %d", seed).isInstanceOf(CrosschainFailure.class);
            }
        }
    }

    @Test
    void proofs_end_in_the_newest_headers_alone() {
        ContractTest forgetful = start(2);
        List<ProofStep> steps = toFollowed(side.keyStep(FACT));
        followChild(forgetful, side, FOLLOWED, 6).reply();
        assertThat(Facts.verify(forgetful, side, steps).height()).isEqualTo(FACT);
        side.grow(1);
        followChild(forgetful, side, 6, 7).reply();
        Facts.refused(forgetful, side, steps, CrosschainFailure.NOT_FOLLOWED, "no longer keeps");
        steps.add(side.historyStep(FOLLOWED, 7));
        steps.add(side.headerStep(7));
        assertThat(Facts.verify(forgetful, side, steps).height()).isEqualTo(FACT);
    }

    private VerifyFactReply verify(CertifiedChain about, List<ProofStep> steps) {
        return Facts.verify(chain, about, steps);
    }

    private void rule(String rule, List<ProofStep> steps) {
        refused(side, steps, CrosschainFailure.PROOF_REFUSED, rule + ": ");
    }

    private void refused(CertifiedChain about, List<ProofStep> steps, CrosschainFailure code, String text) {
        Facts.refused(chain, about, steps, code, text);
    }
}
