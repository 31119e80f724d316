package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.banyan.contracts.crosschain.Edges.TRUST;
import static org.banyan.contracts.crosschain.Edges.assertFails;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.checkpoint;
import static org.banyan.contracts.crosschain.Edges.followChild;
import static org.banyan.contracts.crosschain.Edges.followParent;
import static org.banyan.contracts.crosschain.Edges.register;
import static org.banyan.contracts.crosschain.Edges.renew;
import static org.banyan.contracts.crosschain.Edges.report;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.block.CertifiedHeader;
import org.junit.jupiter.api.Test;

/** Producers who certify two histories freeze the edge of their chain, once anybody proves it: rules LIGHT-9 and CROSS-7. */
class SecondHistoryTest {
    private static final int FOLLOWED = 6;

    private final CertifiedChain main = chain("main").grow(12);
    private final CertifiedChain side = chain("side").grow(12);

    /** The same producers, from block 4 on with other blocks. */
    private final CertifiedChain fork = side.branch(3, "fork").grow(9);

    private final ContractTest chain = start();

    private ContractTest start() {
        ContractTest started = Edges.setup().parent(Edges.parent(main)).start();
        register(started, "side", side).reply();
        followChild(started, side, 0, 2).reply();
        followChild(started, side, 2, FOLLOWED).reply();
        return started;
    }

    /** The block at {@code height} of {@code other}, shown to stand on its ancestor at the followed height. */
    private static CertifiedHeader linked(CertifiedChain other, int at, int height) {
        List<Hash> link =
                height <= at + 1 ? List.of() : other.history(at, height).siblings();
        return new CertifiedHeader(other.header(height), other.certificate(height), Optional.empty(), link);
    }

    @Test
    void two_certified_blocks_of_one_height_freeze_the_edge_and_whoever_proves_it_says_which() {
        CallResult<ReportMisbehaviourReply> result =
                report(chain, linked(fork, FOLLOWED, FOLLOWED), FOLLOWED, fork.block(FOLLOWED));
        assertThat(result.isSuccess()).as(result.toString()).isTrue();
        assertThat(result.events("ChainFrozen", ChainFrozen.CODEC))
                .containsExactly(new ChainFrozen(
                        side.id().hash(),
                        FOLLOWED,
                        side.block(FOLLOWED).hash(),
                        fork.block(FOLLOWED).hash()));
        assertThat(Edges.view(chain, side).frozen())
                .contains(new Freeze(
                        FOLLOWED,
                        side.block(FOLLOWED).hash(),
                        fork.block(FOLLOWED).hash(),
                        chain.height().value()));
    }

    @Test
    void a_later_block_of_another_history_freezes_the_edge_by_its_parent_or_by_its_link() {
        ContractTest.Snapshot before = chain.snapshot();
        for (int height : List.of(FOLLOWED + 1, FOLLOWED + 2, 12)) {
            chain.revert(before);
            report(chain, linked(fork, FOLLOWED, height), FOLLOWED, fork.block(FOLLOWED))
                    .reply();
            assertThat(Edges.view(chain, side).frozen()).as("height %d", height).isPresent();
        }
    }

    @Test
    void nothing_of_a_frozen_chain_is_followed_or_believed() {
        freeze();
        assertFails(followChild(chain, side, FOLLOWED, 8), CrosschainFailure.HEADER_REFUSED, "LIGHT-9: ");
        assertFails(followChild(chain, fork, FOLLOWED, 8), CrosschainFailure.HEADER_REFUSED, "LIGHT-9: ");
        assertThat(catchThrowableOfType(
                        ContractFailure.class,
                        () -> Facts.verify(chain, side, List.of(side.keyStep(FOLLOWED), side.headerStep(FOLLOWED)))))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(CrosschainFailure.EDGE_FROZEN))
                .hasMessageContaining("LIGHT-9: ");
        assertFails(
                report(chain, linked(fork, FOLLOWED, 8), FOLLOWED, fork.block(FOLLOWED)),
                CrosschainFailure.EDGE_FROZEN,
                "LIGHT-9: ");
        followParent(chain, main, 0, 3).reply();
    }

    @Test
    void the_registrar_chooses_the_branch_and_the_edge_goes_on_there_alone() {
        freeze();
        assertThat(renew(chain, checkpoint(fork, 9)).reply().height()).isEqualTo(9);
        assertThat(Edges.view(chain, side).frozen()).isEmpty();
        assertThat(catchThrowableOfType(
                                ContractFailure.class,
                                () -> Facts.verify(
                                        chain, side, List.of(side.keyStep(FOLLOWED), side.headerStep(FOLLOWED))))
                        .code())
                .as("what was followed on the other branch")
                .isEqualTo(CrosschainFailure.NOT_FOLLOWED);
        assertFails(followChild(chain, side, 9, 11), CrosschainFailure.HEADER_REFUSED, "CROSS-3: ");
        followChild(chain, fork, 9, 11).reply();
    }

    @Test
    void a_parent_freezes_like_a_child() {
        followParent(chain, main, 0, FOLLOWED).reply();
        CertifiedChain other = main.branch(3, "fork").grow(9);
        report(chain, linked(other, FOLLOWED, 8), FOLLOWED, other.block(FOLLOWED))
                .reply();
        assertFails(followParent(chain, main, FOLLOWED, 8), CrosschainFailure.HEADER_REFUSED, "LIGHT-9: ");
        followChild(chain, side, FOLLOWED, 8).reply();
    }

    @Test
    void cross_7_one_history_is_no_offence_however_it_is_shown() {
        assertUnproven("CROSS-7: both", linked(side, FOLLOWED, FOLLOWED), FOLLOWED, side.block(FOLLOWED));
        assertUnproven("CROSS-7: both", linked(side, FOLLOWED, 9), FOLLOWED, side.block(FOLLOWED));
        assertUnproven("CROSS-7: both", linked(side, 2, 9), 2, side.block(2));
        assertUnproven("CROSS-7: both", linked(fork, 2, 9), 2, fork.block(2));
    }

    @Test
    void cross_7_an_ancestor_that_is_not_shown_is_no_proof() {
        BlockId other = fork.block(FOLLOWED);
        assertUnproven("CROSS-7: ", linked(side, FOLLOWED, 9), FOLLOWED, other);
        assertUnproven("CROSS-7: ", linked(side, FOLLOWED, FOLLOWED), FOLLOWED, other);
        assertUnproven("CROSS-7: ", linked(side, FOLLOWED, FOLLOWED + 1), FOLLOWED, other);
        assertUnproven("CROSS-7: ", linked(fork, 5, 9), FOLLOWED, other);
        assertUnproven("CROSS-7: ", linked(fork, 3, 5), FOLLOWED, other);
        CertifiedHeader good = linked(fork, FOLLOWED, 9);
        assertUnproven(
                "CROSS-7: ",
                new CertifiedHeader(good.header(), fork.certificate(8), Optional.empty(), good.link()),
                FOLLOWED,
                other);
        assertUnproven(
                "CROSS-7: ",
                new CertifiedHeader(good.header(), good.certificate(), Optional.empty(), List.of()),
                FOLLOWED,
                other);
    }

    @Test
    void a_history_that_no_quorum_of_the_set_certified_is_no_proof() {
        CertifiedHeader good = linked(fork, FOLLOWED, 9);
        assertUnproven("CERT-4: ", certifiedBy(good, Edges.FIRST, 2), FOLLOWED, fork.block(FOLLOWED));
        assertUnproven("CERT-2: ", certifiedBy(good, Edges.NEXT, 4), FOLLOWED, fork.block(FOLLOWED));
        report(chain, good, FOLLOWED, fork.block(FOLLOWED)).reply();
    }

    private CertifiedHeader certifiedBy(CertifiedHeader header, TestProducers voters, int votes) {
        return new CertifiedHeader(
                header.header(), fork.certificate(header.header(), voters, votes), header.nextSet(), header.link());
    }

    @Test
    void what_was_not_followed_cannot_be_contradicted() {
        assertFails(report(chain, linked(fork, 5, 9), 5, fork.block(5)), CrosschainFailure.NOT_FOLLOWED, "at height 5");
        CertifiedChain stranger = chain("stranger").grow(3);
        assertFails(
                report(chain, linked(stranger, 2, 3), 2, stranger.block(2)),
                CrosschainFailure.CHAIN_UNKNOWN,
                "neither");
    }

    @Test
    void the_set_before_the_last_change_still_answers_for_what_it_certified_for_as_long_as_sets_are_trusted() {
        CertifiedChain changing = chain("changing").grow(4);
        CertifiedChain old = changing.branch(4, "old").grow(4);
        changing.changeTo(Edges.NEXT);
        changing.grow(3);
        CertifiedChain older = changing.branch(7, "older").grow(4);
        changing.changeTo(Edges.FIRST);
        changing.grow(3);
        register(chain, "changing", changing).reply();
        followChild(chain, changing, 0, 5).reply();
        ContractTest.Snapshot changed = chain.snapshot();
        report(chain, linked(old, 5, 7), 5, old.block(5)).reply();

        chain.revert(changed);
        followChild(chain, changing, 5, 8).reply();
        report(chain, linked(older, 8, 10), 8, older.block(8)).reply();

        chain.revert(changed);
        followChild(chain, changing, 5, 7).reply();
        chain.advanceTime(TRUST);
        chain.nextBlock();
        assertFails(
                report(chain, linked(old, 5, 7), 5, old.block(5)),
                CrosschainFailure.MISBEHAVIOUR_UNPROVEN,
                "CROSS-7: the set that signed it");
    }

    @Test
    void sets_that_may_have_sold_their_keys_freeze_nothing() {
        chain.advanceTime(TRUST);
        chain.advanceBlocks(2);
        assertUnproven("CROSS-7: the set that signed it", linked(fork, FOLLOWED, 9), FOLLOWED, fork.block(FOLLOWED));
    }

    private void freeze() {
        report(chain, linked(fork, FOLLOWED, FOLLOWED), FOLLOWED, fork.block(FOLLOWED))
                .reply();
    }

    private void assertUnproven(String rule, CertifiedHeader other, int height, BlockId ancestor) {
        assertFails(report(chain, other, height, ancestor), CrosschainFailure.MISBEHAVIOUR_UNPROVEN, rule);
        assertThat(Edges.view(chain, side).frozen()).isEmpty();
    }
}
