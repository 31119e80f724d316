package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contracts.crosschain.Edges.FIRST;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.followChild;
import static org.banyan.contracts.crosschain.Edges.followParent;
import static org.banyan.contracts.crosschain.Edges.register;

import java.util.List;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.types.Bytes;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.crosschain.ParentHeaders;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofStep.BlockInIndex;
import org.banyan.types.proof.ProofStep.HeaderInParent;
import org.junit.jupiter.api.Test;

/** Rule CROSS-6 of docs/spi/crosschain.md: a chain whose producers lie can forge nothing about chains that it does not answer for. */
class WhomToBelieveTest {
    private static final int FOLLOWED = 5;

    private final CertifiedChain parent = chain("main").grow(4);
    private final CertifiedChain side = chain("side").grow(6);
    private final CertifiedChain sibling = chain("sibling").grow(6);
    private final ContractTest chain = start();

    private ContractTest start() {
        ContractTest started = Edges.setup().parent(Edges.parent(parent)).start();
        register(started, "side", side).reply();
        register(started, "sibling", sibling).reply();
        followChild(started, side, 0, FOLLOWED).reply();
        return started;
    }

    @Test
    void a_fact_of_a_grandchild_is_proven_and_names_the_child_it_rests_on() {
        CertifiedChain grandchild = chain("grandchild").grow(3);
        side.add(List.of(), List.of(Facts.indexed(grandchild.header(2))));
        followChild(chain, side, FOLLOWED, 7).reply();

        VerifyFactReply reply = verify(grandchild, throughSide(grandchild, 2, 7));

        assertThat(reply.chainId()).isEqualTo(grandchild.id().hash());
        assertThat(reply.via()).containsExactly(side.id().hash());
    }

    @Test
    void a_fact_of_an_uncle_is_proven_through_the_parent() {
        CertifiedChain uncle = chain("uncle").grow(3);
        parent.add(List.of(), List.of(Facts.indexed(uncle.header(2))));
        followParent(chain, parent, 0, 5).reply();

        VerifyFactReply reply = verify(
                uncle,
                List.of(
                        uncle.keyStep(2),
                        uncle.headerStep(2),
                        new BlockInIndex(Facts.indexStep(uncle.header(2))),
                        parent.headerStep(5)));

        assertThat(reply.via()).containsExactly(parent.id().hash());
    }

    @Test
    void cross_6_a_child_is_not_believed_about_this_chain_its_parents_or_its_other_children() {
        CertifiedChain own = new CertifiedChain(SUITE, chain.chainId(), FIRST).grow(3);
        for (CertifiedChain victim : List.of(own, parent, sibling)) {
            CertifiedChain forged = victim.branch(1, "forged").grow(1);
            side.add(List.of(), List.of(Facts.indexed(forged.header(2))));
            followChild(chain, side, at(), side.height()).reply();
            refused(victim, throughSide(forged, 2, side.height()), CrosschainFailure.PROOF_REFUSED, "CROSS-6: ");
        }
    }

    @Test
    void cross_6_a_parent_is_not_believed_about_this_chain_or_its_children() {
        CertifiedChain forged = sibling.branch(1, "forged").grow(1);
        parent.add(List.of(), List.of(Facts.indexed(forged.header(2))));
        followParent(chain, parent, 0, 5).reply();
        refused(
                sibling,
                List.of(
                        forged.keyStep(2),
                        forged.headerStep(2),
                        new BlockInIndex(Facts.indexStep(forged.header(2))),
                        parent.headerStep(5)),
                CrosschainFailure.PROOF_REFUSED,
                "CROSS-6: ");
    }

    @Test
    void cross_6_a_child_is_not_believed_about_chains_that_it_calls_its_parents() {
        CertifiedChain stranger = chain("stranger").grow(3);
        Bytes named = ParentHeaders.CODEC.encode(new ParentHeaders(List.of(
                new ParentHeaders.Entry(stranger.id(), stranger.header(2).height(), stranger.block(2)))));
        side.add(List.of(), List.of(new HeaderExtension(ParentHeaders.EXTENSION, named)));
        followChild(chain, side, FOLLOWED, 7).reply();
        refused(
                stranger,
                List.of(stranger.keyStep(2), stranger.headerStep(2), new HeaderInParent(), side.headerStep(7)),
                CrosschainFailure.PROOF_REFUSED,
                "CROSS-6: ");
    }

    private int at() {
        return (int) Edges.view(chain, side).height();
    }

    private List<ProofStep> throughSide(CertifiedChain below, int height, int at) {
        return List.of(
                below.keyStep(height),
                below.headerStep(height),
                new BlockInIndex(Facts.indexStep(below.header(height))),
                side.headerStep(at));
    }

    private VerifyFactReply verify(CertifiedChain about, List<ProofStep> steps) {
        return Facts.verify(chain, about, steps);
    }

    private void refused(CertifiedChain about, List<ProofStep> steps, CrosschainFailure code, String text) {
        Facts.refused(chain, about, steps, code, text);
    }
}
