package org.banyan.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.types.Address;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.CrossChainServiceGrpc;
import org.banyan.v1.DevServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetBalanceProofRequest;
import org.banyan.v1.GetBalanceProofResponse;
import org.banyan.v1.GetSideChainRequest;
import org.banyan.v1.GetSideChainResponse;
import org.banyan.v1.ListSideChainsRequest;
import org.banyan.v1.ListSideChainsResponse;
import org.banyan.v1.ProofClaim;
import org.banyan.v1.ProofEnvelope;
import org.banyan.v1.ProofKind;
import org.banyan.v1.ProofServiceGrpc;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.StartChainResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainTreeTest {
    private static final Hash MAIN = new Hash(9, 9, 9, 9);
    private static final Address OWNER = new Address(new Hash(7, 7, 7, 7));

    private final List<GetBalanceProofRequest> proofs = new ArrayList<>();
    private final Deque<StatusRuntimeException> refusals = new ArrayDeque<>();
    private ProofEnvelope envelope = ProofEnvelope.newBuilder()
            .setKind(ProofKind.PROOF_KIND_STATE)
            .setChainId(FakeNode.CHAIN.toHex())
            .setBlockChain("main")
            .setBlock(BlockReference.newBuilder()
                    .setChainId(MAIN.toHex())
                    .setHeight(20)
                    .setHash(FakeNode.HEAD.toHex()))
            .setProof(ByteString.copyFromUtf8("proof"))
            .setClaim(ProofClaim.newBuilder()
                    .setAddress(FakeNode.TEXT.format(OWNER))
                    .setSymbol("BNY")
                    .setAmount("5"))
            .build();

    private final FakeNode node = new FakeNode("tree", new Proving(), new Tree(), new Starter());
    private final BanyanClient client = node.client();

    private final class Proving extends ProofServiceGrpc.ProofServiceImplBase {
        @Override
        public void getBalanceProof(GetBalanceProofRequest request, StreamObserver<GetBalanceProofResponse> out) {
            proofs.add(request);
            if (!refusals.isEmpty()) {
                out.onError(refusals.poll());
                return;
            }
            out.onNext(
                    GetBalanceProofResponse.newBuilder().setEnvelope(envelope).build());
            out.onCompleted();
        }
    }

    private static final class Tree extends CrossChainServiceGrpc.CrossChainServiceImplBase {
        @Override
        public void listSideChains(ListSideChainsRequest request, StreamObserver<ListSideChainsResponse> out) {
            out.onNext(ListSideChainsResponse.newBuilder()
                    .addSideChains(ChainEdge.newBuilder().setName("of " + request.getChain()))
                    .build());
            out.onCompleted();
        }

        @Override
        public void getSideChain(GetSideChainRequest request, StreamObserver<GetSideChainResponse> out) {
            out.onError(FakeNode.refusal(
                    ErrorReason.ERROR_REASON_SIDE_CHAIN_UNKNOWN,
                    "no such side chain",
                    Map.of("side_chain", request.getSideChain())));
        }
    }

    private static final class Starter extends DevServiceGrpc.DevServiceImplBase {
        @Override
        public void startChain(StartChainRequest request, StreamObserver<StartChainResponse> out) {
            out.onNext(StartChainResponse.newBuilder()
                    .setName(request.getGenesis())
                    .build());
            out.onCompleted();
        }
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static StatusRuntimeException notReady(String at) {
        return FakeNode.refusal(ErrorReason.ERROR_REASON_PROOF_NOT_READY, "main lags", Map.of("at", at));
    }

    @Test
    void children_are_those_of_the_clients_chain_and_an_unknown_one_is_named() {
        assertThat(client.tree().sideChains()).extracting(ChainEdge::getName).containsExactly("of main");
        assertThatThrownBy(() -> client.tree().sideChain("nobody"))
                .isInstanceOfSatisfying(
                        BanyanException.class,
                        refused -> assertThat(refused.known()).isEqualTo(ErrorReason.ERROR_REASON_SIDE_CHAIN_UNKNOWN))
                .hasMessageContaining("nobody");
        assertThat(client.tree().start("text").getName()).isEqualTo("text");
    }

    @Test
    void a_proof_with_a_target_knows_the_chain_of_its_claim_and_of_its_block() {
        ProofFile file = client.proofs().leadingTo("main").ofBalance(OWNER, "BNY", StateReads.FINAL);

        assertThat(proofs).extracting(GetBalanceProofRequest::getTarget).containsExactly("main");
        assertThat(file.chainId()).isEqualTo(new ChainId(FakeNode.CHAIN));
        assertThat(file.chainName()).isEqualTo("dev");
        assertThat(file.blockChain().id()).isEqualTo(new ChainId(MAIN));
        assertThat(file.blockChain().name()).isEqualTo("main");
    }

    @Test
    void waiting_asks_always_for_the_block_of_the_first_refusal() {
        refusals.add(notReady("12"));
        refusals.add(notReady("12"));
        List<String> told = new ArrayList<>();

        client.proofs()
                .leadingTo("main")
                .waiting(Duration.ofSeconds(30), refused -> told.add(refused.what()))
                .ofBalance(OWNER, "BNY", StateReads.FINAL);

        assertThat(proofs).extracting(GetBalanceProofRequest::getAt).containsExactly("final", "12", "12");
        assertThat(told).containsExactly("main lags", "main lags");
        assertThat(node.pauses).hasSize(2);
    }

    @Test
    void waiting_ends_with_the_refusal_when_it_takes_too_long() {
        for (int i = 0; i < 100; i++) {
            refusals.add(notReady("12"));
        }

        assertThatThrownBy(() -> client.proofs()
                        .waiting(Duration.ofSeconds(3), refused -> {})
                        .ofBalance(OWNER, "BNY", StateReads.FINAL))
                .hasMessageContaining("PROOF_NOT_READY");
        assertThat(node.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    @Test
    void without_waiting_the_first_refusal_is_the_answer_and_other_refusals_are_never_waited_for() {
        refusals.add(notReady("12"));
        assertThatThrownBy(() -> client.proofs().ofBalance(OWNER, "BNY", StateReads.FINAL))
                .isInstanceOf(BanyanException.class);
        refusals.add(FakeNode.refusal(ErrorReason.ERROR_REASON_CHAIN_UNCONNECTED, "no edge", Map.of()));
        assertThatThrownBy(() -> client.proofs()
                        .waiting(Duration.ofSeconds(30), refused -> {})
                        .ofBalance(OWNER, "BNY", StateReads.FINAL))
                .hasMessageContaining("CHAIN_UNCONNECTED");

        assertThat(node.pauses).isEmpty();
    }

    @Test
    void a_proof_about_another_chain_than_asked_for_is_refused() {
        envelope = envelope.toBuilder().setChainId(MAIN.toHex()).build();

        assertThatThrownBy(() -> client.proofs().ofBalance(OWNER, "BNY", StateReads.FINAL))
                .hasMessageContaining("PROOF_INVALID")
                .hasMessageContaining(MAIN.toHex());
    }
}
