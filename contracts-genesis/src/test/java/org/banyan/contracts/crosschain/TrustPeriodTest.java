package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contracts.crosschain.Edges.TRUST;
import static org.banyan.contracts.crosschain.Edges.assertFails;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.checkpoint;
import static org.banyan.contracts.crosschain.Edges.followChild;
import static org.banyan.contracts.crosschain.Edges.followParent;
import static org.banyan.contracts.crosschain.Edges.register;
import static org.banyan.contracts.crosschain.Edges.renew;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.types.Timestamp;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;

/** Edges that slept longer than sets may be believed, and how the registrar wakes them: rules LIGHT-7, LIGHT-8 and CROSS-8. */
class TrustPeriodTest {
    /** Its time is that of this chain's first block. */
    private static final int AT = 4;

    private final CertifiedChain main = chain("main").grow(12);
    private final CertifiedChain side = chain("side").grow(12);
    private final ContractTest chain = start();

    private ContractTest start() {
        ContractTest started = Edges.setup().parent(Edges.parent(main)).start();
        register(started, "side", side).reply();
        followChild(started, side, 0, AT).reply();
        followParent(started, main, 0, AT).reply();
        assertThat(side.header(AT).time()).isEqualTo(started.time());
        return started;
    }

    private void sleep() {
        chain.advanceTime(TRUST);
        chain.nextBlock();
    }

    @Test
    void light_7_an_edge_goes_on_to_the_last_moment_of_its_trust_and_not_in_the_block_after_it() {
        chain.advanceTime(TRUST);
        assertThat(Edges.view(chain, side).trustedUntilMillis())
                .isEqualTo(chain.time().millis());
        ContractTest.Snapshot lastMoment = chain.snapshot();
        followChild(chain, side, AT, 5).reply();
        followParent(chain, main, AT, 5).reply();

        chain.revert(lastMoment);
        chain.nextBlock();
        ChainView before = Edges.view(chain, side);
        assertFails(followChild(chain, side, AT, 5), CrosschainFailure.HEADER_REFUSED, "LIGHT-7: ");
        assertFails(followParent(chain, main, AT, 5), CrosschainFailure.HEADER_REFUSED, "LIGHT-7: ");
        assertThat(Edges.view(chain, side)).isEqualTo(before);
    }

    @Test
    void what_was_followed_in_time_is_still_an_end_of_proofs() {
        sleep();
        assertThat(Facts.verify(chain, side, List.of(side.keyStep(AT), side.headerStep(AT)))
                        .height())
                .isEqualTo(AT);
    }

    @Test
    void a_renewed_edge_goes_on_from_the_checkpoint_and_forgets_what_was_before_it() {
        sleep();
        CallResult<RenewReply> renewed = renew(chain, checkpoint(side, 9));
        assertThat(renewed.reply().height()).isEqualTo(9);
        assertThat(renewed.events("ChainRenewed", ChainRenewed.CODEC))
                .containsExactly(
                        new ChainRenewed(side.id().hash(), 9, side.block(9).hash(), AT));
        assertThat(Edges.view(chain, side).height()).isEqualTo(9);
        assertThat(chain.view(
                                CrosschainClient.GET_FOLLOWED,
                                new GetFollowedRequest(side.id().hash(), 0))
                        .height())
                .isEqualTo(9);
        assertThat(catchThrowableOfType(
                                ContractFailure.class,
                                () -> Facts.verify(chain, side, List.of(side.keyStep(AT), side.headerStep(AT))))
                        .code())
                .isEqualTo(CrosschainFailure.NOT_FOLLOWED);
        assertThat(Facts.verify(
                                chain,
                                side,
                                List.of(
                                        side.keyStep(AT),
                                        side.headerStep(AT),
                                        side.historyStep(AT, 9),
                                        side.headerStep(9)))
                        .height())
                .as("the checkpoint's own history leads to what was before it")
                .isEqualTo(AT);
        followChild(chain, side, 9, 11).reply();
        assertThat(Edges.view(chain, side).steps()).isEqualTo(3);
        assertFails(followParent(chain, main, AT, 5), CrosschainFailure.HEADER_REFUSED, "LIGHT-7: ");
    }

    @Test
    void a_parent_is_renewed_like_a_child() {
        sleep();
        renew(chain, checkpoint(main, 9)).reply();
        followParent(chain, main, 9, 10).reply();
        assertThat(Edges.view(chain, main).height()).isEqualTo(10);
    }

    @Test
    void a_renewed_edge_refuses_what_any_edge_refuses() {
        sleep();
        renew(chain, checkpoint(side, 9)).reply();
        assertFails(followChild(chain, side, AT, 8), CrosschainFailure.HEADER_REFUSED, "LIGHT-2: ");
        CertifiedChain fork = side.branch(8, "fork").grow(4);
        assertFails(followChild(chain, fork, 8, 12), CrosschainFailure.HEADER_REFUSED, "CROSS-3: ");
        assertFails(renew(chain, checkpoint(side, 10)), CrosschainFailure.RENEWAL_REFUSED, "CROSS-8: ");
    }

    @Test
    void nobody_but_the_registrar_renews() {
        sleep();
        assertFails(renew(chain, BOB, checkpoint(side, 9)), CrosschainFailure.NOT_REGISTRAR, "renews edges");
        assertFails(renew(chain, checkpoint(chain("other").grow(3), 2)), CrosschainFailure.CHAIN_UNKNOWN, "neither");
    }

    @Test
    void cross_8_an_edge_that_goes_on_by_itself_is_not_renewed() {
        chain.advanceTime(TRUST);
        assertFails(
                renew(chain, checkpoint(side, 9)),
                CrosschainFailure.RENEWAL_REFUSED,
                "CROSS-8: the edge to chain " + side.id().hash() + " is neither frozen nor too old");
    }

    @Test
    void cross_8_a_checkpoint_leans_on_nothing_and_is_later_than_what_was_followed() {
        sleep();
        CertifiedHeader good = checkpoint(side, 9);
        assertRefused("CROSS-8: ", new CertifiedHeader(good.header(), good.certificate(), Optional.empty(), List.of()));
        assertRefused(
                "CROSS-8: ",
                new CertifiedHeader(
                        good.header(),
                        good.certificate(),
                        good.nextSet(),
                        side.history(AT, 9).siblings()));
        assertRefused("CROSS-8: ", new CertifiedHeader(good.header(), side.certificate(10), good.nextSet(), List.of()));
        assertRefused("CROSS-8: ", checkpoint(side, AT));
        assertRefused("CROSS-8: ", checkpoint(side, 3));
        renew(chain, good).reply();
    }

    @Test
    void a_forged_renewal_is_refused_by_the_rule_it_breaks() {
        sleep();
        Header header = side.header(9);
        ProducerSet set = side.childSet(9).set();
        assertRefused(
                "CERT-4: ",
                new CertifiedHeader(
                        header, side.certificate(header, side.childSet(9), 2), Optional.of(set), List.of()));
        assertRefused(
                "CERT-2: ",
                new CertifiedHeader(header, side.certificate(header, Edges.NEXT, 4), Optional.of(set), List.of()));
        assertRefused(
                "CROSS-2: ",
                new CertifiedHeader(
                        header, side.certificate(header, Edges.NEXT, 4), Optional.of(Edges.NEXT.set()), List.of()));
        CertifiedChain handing = chain("side").grow(8);
        handing.changeTo(Edges.NEXT);
        assertRefused("CERT-2: ", checkpoint(handing, 9));
        assertThat(Edges.view(chain, side).height()).isEqualTo(AT);
    }

    @Test
    void light_7_a_checkpoint_that_is_too_old_itself_is_refused() {
        chain.advanceTime(TRUST);
        chain.advanceBlocks(2); // 8 s after the last moment of header AT
        assertRefused("LIGHT-7: ", checkpoint(side, 11));
        renew(chain, checkpoint(side, 12)).reply();
    }

    @Test
    void light_8_a_header_far_ahead_of_the_block_is_no_checkpoint_and_not_followed() {
        CertifiedChain ahead = chain("ahead").grow(620);
        register(chain, "ahead", ahead).reply();
        assertFails(followChild(chain, ahead, 0, 605), CrosschainFailure.HEADER_REFUSED, "LIGHT-8: ");
        followChild(chain, ahead, 0, 604).reply();
    }

    @Test
    void a_child_that_is_older_than_the_trust_period_is_registered_and_renewed_before_it_is_followed() {
        sleep();
        CertifiedChain old = chain("old").grow(12);
        register(chain, "old", old).reply();
        assertFails(followChild(chain, old, 0, 12), CrosschainFailure.HEADER_REFUSED, "LIGHT-7: ");
        renew(chain, checkpoint(old, 11)).reply();
        followChild(chain, old, 11, 12).reply();
    }

    @Test
    void a_genesis_at_the_end_of_time_is_refused_and_breaks_nothing() {
        Header genesis = side.header(0);
        for (long time : List.of(Long.MAX_VALUE, chain.time().millis() + 600_001)) {
            Header late = new Header(
                    genesis.version(),
                    genesis.chainId(),
                    genesis.height(),
                    genesis.parent(),
                    new Timestamp(time),
                    genesis.bodyRoot(),
                    genesis.receiptsRoot(),
                    genesis.stateRoot(),
                    genesis.historyRoot(),
                    genesis.extensions());
            ContractTest fresh = Edges.setup().start();
            assertFails(
                    fresh.as(ContractTest.ALICE)
                            .send(
                                    CrosschainClient.REGISTER,
                                    Edges.registration(
                                            "late",
                                            new Checkpoint(
                                                    late, side.childSet(0).set()))),
                    CrosschainFailure.CHECKPOINT_REFUSED,
                    "LIGHT-8: ");
        }
    }

    private void assertRefused(String rule, CertifiedHeader checkpoint) {
        ChainView before = Edges.view(chain, side);
        assertFails(renew(chain, checkpoint), CrosschainFailure.RENEWAL_REFUSED, rule);
        assertThat(Edges.view(chain, side)).isEqualTo(before);
    }
}
