package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contracts.crosschain.Edges.assertFails;
import static org.banyan.contracts.crosschain.Edges.chain;
import static org.banyan.contracts.crosschain.Edges.register;
import static org.banyan.contracts.crosschain.Edges.registration;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.ScriptedConsensus;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules CROSS-1 and CROSS-2 of docs/spi/crosschain.md, and who may open an edge. */
class RegisteringTest {
    private final CertifiedChain parent = chain("main").grow(3);
    private final CertifiedChain side = chain("side").grow(3);
    private final ContractTest chain =
            Edges.setup().parent(Edges.parent(parent)).start();

    @Test
    void a_registered_child_stands_at_its_genesis_and_is_announced() {
        CallResult<RegisterReply> result = register(chain, "side-1", side);

        assertThat(result.reply().chainId()).isEqualTo(side.id().hash());
        assertThat(result.events("ChildRegistered", ChildRegistered.CODEC))
                .containsExactly(new ChildRegistered(
                        "side-1",
                        side.id().hash(),
                        ScriptedConsensus.ID,
                        side.block(0).hash()));
        assertThat(Edges.view(chain, side))
                .isEqualTo(new ChainView(
                        side.id().hash(),
                        "side-1",
                        ScriptedConsensus.ID,
                        false,
                        0,
                        side.block(0).hash(),
                        side.header(0).time().millis(),
                        Edges.FIRST.set().id(Edges.SUITE.hash()),
                        0,
                        side.header(0).time().millis() + Edges.TRUST.toMillis(),
                        Optional.empty()));
    }

    @Test
    void a_parent_is_known_from_the_specification_and_stands_at_its_anchor() {
        assertThat(chain.view(CrosschainClient.LIST_PARENTS, new ListParentsRequest())
                        .parents())
                .containsExactly(Edges.view(chain, parent));
        assertThat(Edges.view(chain, parent).parent()).isTrue();
        assertThat(Edges.view(chain, parent).blockId())
                .isEqualTo(parent.block(0).hash());
        assertThatThrownBy(() -> Edges.view(chain, side))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CrosschainFailure.CHAIN_UNKNOWN));
    }

    @Test
    void the_registrar_alone_registers() {
        assertFails(
                chain.as(BOB).send(CrosschainClient.REGISTER, registration("side-1", side)),
                CrosschainFailure.NOT_REGISTRAR,
                ALICE.address().toString());
        assertFails(
                chain.as(SystemAddresses.KERNEL).send(CrosschainClient.REGISTER, registration("side-1", side)),
                CrosschainFailure.NOT_REGISTRAR,
                "registers children");
        assertThat(register(chain, "side-1", side).isSuccess()).isTrue();
    }

    @Test
    void a_chain_without_a_registrar_takes_no_children_until_the_kernel_names_one() {
        ContractTest closed = ContractTest.setup(new TrustedCrosschain().create())
                .lightClient(new ScriptedConsensusFactory())
                .childrenMax(1)
                .start();
        assertFails(register(closed, "side-1", side), CrosschainFailure.NOT_REGISTRAR, "no registrar");
        assertThatThrownBy(() -> closed.view(CrosschainClient.GET_REGISTRAR, new GetRegistrarRequest()))
                .isInstanceOf(ContractFailure.class);

        SetRegistrarRequest request = new SetRegistrarRequest(ALICE.address());
        assertFails(
                closed.as(ALICE).send(CrosschainClient.SET_REGISTRAR, request), CrosschainFailure.NOT_KERNEL, "kernel");
        assertThat(closed.as(SystemAddresses.KERNEL)
                        .send(CrosschainClient.SET_REGISTRAR, request)
                        .isSuccess())
                .isTrue();
        assertThat(closed.view(CrosschainClient.GET_REGISTRAR, new GetRegistrarRequest())
                        .registrar())
                .isEqualTo(ALICE.address());
        assertThat(register(closed, "side-1", side).isSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Side", "1side", "-side", "si de", "si_de", "side\u00e4"})
    void a_name_has_one_form(String name) {
        assertFails(register(chain, name, side), CrosschainFailure.NAME_MALFORMED, "lower case");
    }

    @Test
    void a_name_may_be_one_letter_or_32_and_no_longer() {
        assertThat(register(chain, "s", side).isSuccess()).isTrue();
        assertThat(register(chain, "s".repeat(32), chain("other")).isSuccess()).isTrue();
        assertThatThrownBy(() -> registration("s".repeat(33), chain("third")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_and_a_chain_are_taken_once() {
        register(chain, "side-1", side).reply();

        assertFails(register(chain, "side-1", chain("other")), CrosschainFailure.NAME_TAKEN, "side-1");
        assertFails(
                register(chain, "side-2", side),
                CrosschainFailure.CHAIN_KNOWN,
                side.id().toString());
        assertFails(register(chain, "side-2", parent), CrosschainFailure.CHAIN_KNOWN, "its parent");
        assertFails(
                register(chain, "side-2", new CertifiedChain(Edges.SUITE, chain.chainId(), Edges.FIRST)),
                CrosschainFailure.CHAIN_KNOWN,
                "this chain");
        assertThat(register(chain, "side-2", chain("other")).isSuccess()).isTrue();
        assertThat(chain.view(CrosschainClient.LIST_CHILDREN, new ListChildrenRequest(""))
                        .children())
                .extracting(ChainView::name)
                .containsExactly("side-1", "side-2");
        assertThat(chain.view(CrosschainClient.LIST_CHILDREN, new ListChildrenRequest("side-1"))
                        .children())
                .extracting(ChainView::name)
                .containsExactly("side-2");
    }

    @Test
    void no_more_children_than_the_specification_allows() {
        for (int i = 0; i < Edges.CHILDREN_MAX; i++) {
            assertThat(register(chain, "side-" + i, chain("side " + i)).isSuccess())
                    .isTrue();
        }
        assertFails(register(chain, "one-more", side), CrosschainFailure.CHILDREN_FULL, "indexes 3 children");
    }

    @Test
    void a_child_is_registered_by_its_genesis_alone() {
        assertFails(send(registration("side-1", side.checkpoint(1))), CrosschainFailure.NOT_GENESIS, "height 1");
        assertThat(send(registration("side-1", side.checkpoint(0))).isSuccess()).isTrue();
    }

    @Test
    void bytes_that_are_not_canonical_are_refused() {
        RegisterRequest good = registration("side-1", side);
        for (Bytes bad :
                List.of(Bytes.EMPTY, Bytes.utf8("x"), good.genesisHeader().slice(0, 50))) {
            assertFails(
                    send(new RegisterRequest("side-1", good.lightClient(), bad, good.producers())),
                    CrosschainFailure.MALFORMED,
                    "genesis header");
            assertFails(
                    send(new RegisterRequest("side-1", good.lightClient(), good.genesisHeader(), bad)),
                    CrosschainFailure.MALFORMED,
                    "producer set");
        }
        assertThat(send(good).isSuccess()).isTrue();
    }

    @Test
    void cross_1_a_light_client_that_the_collection_does_not_list_is_refused() {
        RegisterRequest good = registration("side-1", side);
        for (String unknown : List.of("", "authority", "Scripted")) {
            assertFails(
                    send(new RegisterRequest("side-1", unknown, good.genesisHeader(), good.producers())),
                    CrosschainFailure.CHECKPOINT_REFUSED,
                    "CROSS-1: ");
        }
        assertThat(send(good).isSuccess()).isTrue();
    }

    @Test
    void cross_2_a_genesis_that_does_not_commit_to_the_producers_is_refused() {
        Checkpoint forged = new Checkpoint(side.header(0), Edges.NEXT.set());
        Header bare = withoutExtensions(side.header(0));
        assertFails(send(registration("side-1", forged)), CrosschainFailure.CHECKPOINT_REFUSED, "CROSS-2: ");
        assertFails(
                send(registration("side-1", new Checkpoint(bare, Edges.FIRST.set()))),
                CrosschainFailure.CHECKPOINT_REFUSED,
                "CROSS-2: ");
        assertThatThrownBy(() -> Edges.view(chain, side)).isInstanceOf(ContractFailure.class);
        assertThat(send(registration("side-1", side)).isSuccess()).isTrue();
    }

    private CallResult<RegisterReply> send(RegisterRequest request) {
        return chain.as(ALICE).send(CrosschainClient.REGISTER, request);
    }

    private static Header withoutExtensions(Header h) {
        return new Header(
                h.version(),
                h.chainId(),
                h.height(),
                h.parent(),
                h.time(),
                h.bodyRoot(),
                h.receiptsRoot(),
                h.stateRoot(),
                h.historyRoot(),
                List.of());
    }

    @Test
    void a_set_that_is_canonical_but_huge_does_not_pass_the_request() {
        assertThat(ProducerSet.CODEC.encode(Edges.FIRST.set()).size()).isLessThan(131_072);
        assertThatThrownBy(() -> new RegisterRequest(
                        "side-1", ScriptedConsensus.ID, Bytes.EMPTY, Bytes.utf8("x".repeat(131_073))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
