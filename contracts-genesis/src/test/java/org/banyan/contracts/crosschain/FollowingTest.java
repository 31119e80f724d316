package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.assertFails;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.follow;
import static org.banyan.contracts.crosschain.Edges.followChild;
import static org.banyan.contracts.crosschain.Edges.followParent;
import static org.banyan.contracts.crosschain.Edges.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.types.block.CertifiedHeader;
import org.junit.jupiter.api.Test;

/** Edges that go on: rule CROSS-3 of docs/spi/crosschain.md. {@link BadHeadersTest} has what is refused. */
class FollowingTest {
    private final CertifiedChain parent = chain("main").grow(12);
    private final CertifiedChain side = chain("side").grow(12);
    private final ContractTest chain = start(FollowedEdge.KEPT_MAX);

    private ContractTest start(int keptMax) {
        ContractTest started = Edges.setup(keptMax).parent(Edges.parent(parent)).start();
        register(started, "side-1", side).reply();
        return started;
    }

    @Test
    void a_child_is_indexed_header_by_header_with_gaps() {
        CallResult<FollowReply> first = followChild(chain, side, 0, 1);
        assertThat(first.reply().height()).isEqualTo(1);
        assertThat(first.events("ChildIndexed", ChildIndexed.CODEC))
                .containsExactly(
                        new ChildIndexed(side.id().hash(), 1, side.block(1).hash()));
        followChild(chain, side, 1, 2).reply();
        followChild(chain, side, 2, 9).reply();
        chain.nextBlock();
        followChild(chain, side, 9, 12).reply();

        ChainView view = Edges.view(chain, side);
        assertThat(view.height()).isEqualTo(12);
        assertThat(view.blockId()).isEqualTo(side.block(12).hash());
        assertThat(view.timeMillis()).isEqualTo(side.header(12).time().millis());
        assertThat(view.steps()).isEqualTo(4);
        assertThat(followed(chain, side, 10).orElseThrow())
                .isEqualTo(new GetFollowedReply(
                        12,
                        new FollowedHeader(side.block(12).hash(), chain.height().value())));
    }

    @Test
    void a_parent_is_followed_from_its_anchor() {
        CallResult<FollowReply> first = followParent(chain, parent, 0, 3);
        assertThat(first.events("ParentFollowed", ParentFollowed.CODEC))
                .containsExactly(new ParentFollowed(
                        parent.id().hash(), 3, parent.block(3).hash()));
        followParent(chain, parent, 3, 4).reply();

        assertThat(Edges.view(chain, parent).height()).isEqualTo(4);
        assertThat(Edges.view(chain, parent).steps()).isEqualTo(2);
        assertThat(Edges.view(chain, side).height()).as("edges are apart").isZero();
    }

    @Test
    void cross_3_a_header_without_its_link_is_refused_and_leaves_a_parent_at_its_anchor() {
        CertifiedHeader good = parent.certified(0, 3);
        CertifiedHeader bad = new CertifiedHeader(good.header(), good.certificate(), Optional.empty(), List.of());
        assertFails(follow(chain, CrosschainClient.FOLLOW_PARENT, bad), CrosschainFailure.HEADER_REFUSED, "CROSS-3: ");
        assertThat(Edges.view(chain, parent).steps()).isZero();
        assertThat(Edges.view(chain, parent).height()).isZero();
        assertThat(followed(chain, parent, 0)).isEmpty();
        assertThat(follow(chain, CrosschainClient.FOLLOW_PARENT, good).isSuccess())
                .isTrue();
    }

    @Test
    void a_change_of_the_producers_is_followed_once_and_the_new_set_goes_on() {
        CertifiedChain changing = chain("changing").grow(4);
        changing.changeTo(Edges.NEXT);
        changing.grow(5);
        register(chain, "changing", changing).reply();

        followChild(chain, changing, 0, 3).reply();
        assertFails(followChild(chain, changing, 3, 7), CrosschainFailure.HEADER_REFUSED, "CERT-2: ");
        followChild(chain, changing, 3, 5).reply();
        assertThat(Edges.view(chain, changing).producerSet())
                .isEqualTo(Edges.NEXT.set().id(SUITE.hash()));
        followChild(chain, changing, 5, 10).reply();
        assertThat(Edges.view(chain, changing).height()).isEqualTo(10);
        assertThat(Edges.view(chain, changing).producerSet())
                .isEqualTo(Edges.NEXT.set().id(SUITE.hash()));
    }

    @Test
    void nobody_but_the_kernel_brings_in_headers() {
        FollowRequest request = new FollowRequest(CertifiedHeader.CODEC.encode(side.certified(0, 1)));
        assertFails(
                chain.as(ALICE).send(CrosschainClient.FOLLOW_CHILD, request), CrosschainFailure.NOT_KERNEL, "kernel");
        assertFails(
                chain.as(ALICE).send(CrosschainClient.FOLLOW_PARENT, request), CrosschainFailure.NOT_KERNEL, "kernel");
        assertThat(Edges.view(chain, side).steps()).isZero();
        assertThat(followChild(chain, side, 0, 1).isSuccess()).isTrue();
    }

    @Test
    void what_is_no_edge_has_no_followed_headers() {
        assertThatThrownBy(() -> followed(chain, chain("other"), 0))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CrosschainFailure.CHAIN_UNKNOWN));
        assertThat(followed(chain, side, 0)).isEmpty();
    }

    @Test
    void the_newest_headers_are_kept_and_found_as_a_list_would_find_them() {
        for (long seed = 1; seed <= 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int kept = 1 + random.nextInt(6);
            CertifiedChain child = chain("long").grow(40);
            ContractTest ring = Edges.setup(kept).start();
            register(ring, "long", child).reply();
            List<Integer> model = new ArrayList<>();
            int at = 0;
            while (at + 5 <= child.height()) {
                int next = at + 1 + random.nextInt(5);
                followChild(ring, child, at, next).reply();
                at = next;
                model.add(next);
                List<Integer> newest = model.subList(Math.max(0, model.size() - kept), model.size());
                for (int height = 0; height <= child.height() + 1; height++) {
                    int from = height;
                    assertThat(followed(ring, child, height).map(GetFollowedReply::height))
                            .as("seed %d kept %d height %d of %s", seed, kept, height, newest)
                            .isEqualTo(newest.stream()
                                    .filter(one -> one >= from)
                                    .findFirst()
                                    .map(Integer::longValue));
                }
            }
            assertThat(followed(ring, child, -1)).as("heights are unsigned").isEmpty();
        }
    }

    /** Empty when the contract says that nothing of that height has been followed. */
    private static Optional<GetFollowedReply> followed(ContractTest chain, CertifiedChain other, long height) {
        try {
            return Optional.of(chain.view(
                    CrosschainClient.GET_FOLLOWED,
                    new GetFollowedRequest(other.id().hash(), height)));
        } catch (ContractFailure failure) {
            if (failure.code().equals(CrosschainFailure.NOT_FOLLOWED)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
