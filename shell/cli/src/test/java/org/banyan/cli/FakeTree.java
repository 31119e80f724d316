package org.banyan.cli;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import org.banyan.types.Hash;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.CrossChainServiceGrpc;
import org.banyan.v1.DevServiceGrpc;
import org.banyan.v1.EdgeState;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAnchorRequest;
import org.banyan.v1.GetAnchorResponse;
import org.banyan.v1.GetSideChainRequest;
import org.banyan.v1.GetSideChainResponse;
import org.banyan.v1.GetTreeRequest;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.ListSideChainsRequest;
import org.banyan.v1.ListSideChainsResponse;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.StartChainResponse;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.TreeChain;

/** A main chain with one child, as a node would tell of them. */
final class FakeTree {
    static final Hash SIDE = new Hash(7, 7, 7, 7);

    private final FakeApi api;
    private EdgeState state = EdgeState.EDGE_STATE_INDEXED;
    private EdgeState parentState = EdgeState.EDGE_STATE_UNSPECIFIED;
    private boolean certified = true;
    private boolean registered = true;
    private boolean unknownForGood;
    private boolean childless;

    FakeTree(FakeApi api) {
        this.api = api;
    }

    List<BindableService> services() {
        return List.of(new CrossChain(), new Dev());
    }

    void state(EdgeState changed) {
        state = changed;
    }

    void parentState(EdgeState changed) {
        parentState = changed;
    }

    /** No header is certified by the set that it commits to. */
    void certifiesNothing() {
        certified = false;
    }

    /** The child becomes known with the next transaction that is sent. */
    void knowsNoChild() {
        registered = false;
    }

    void staysUnknown() {
        unknownForGood = true;
    }

    /** The chain has no crosschain contract. */
    void takesNoChildren() {
        childless = true;
    }

    private ChainEdge edge() {
        return ChainEdge.newBuilder()
                .setName("supply")
                .setChainId(SIDE.toHex())
                .setParent("main")
                .setParentChainId(FakeApi.CHAIN.toHex())
                .setLightClient("authority")
                .setIndexed(BlockReference.newBuilder().setHeight(20))
                .setIndexedHeaders(3)
                .setIndexLagBlocks(2)
                .setHosted(true)
                .setState(state)
                .setParentState(parentState)
                .build();
    }

    private final class CrossChain extends CrossChainServiceGrpc.CrossChainServiceImplBase {
        @Override
        public void getTree(GetTreeRequest request, StreamObserver<GetTreeResponse> out) {
            api.answer(
                    request,
                    out,
                    GetTreeResponse.newBuilder()
                            .addChains(chain("main", FakeApi.CHAIN, 30))
                            .addChains(chain("supply", SIDE, 22).addParents(FakeApi.CHAIN.toHex()))
                            .addEdges(edge())
                            .addEdges(edge().toBuilder()
                                    .setName("far\u001b[31m")
                                    .setChainId(new Hash(8, 8, 8, 8).toHex())
                                    .setHosted(false)
                                    .setState(EdgeState.EDGE_STATE_REGISTERED))
                            .build());
        }

        private static TreeChain.Builder chain(String name, Hash id, long height) {
            return TreeChain.newBuilder()
                    .setName(name)
                    .setChainId(id.toHex())
                    .setHead(BlockReference.newBuilder().setHeight(height))
                    .setFinal(BlockReference.newBuilder().setHeight(height - 1));
        }

        @Override
        public void getSideChain(GetSideChainRequest request, StreamObserver<GetSideChainResponse> out) {
            boolean sent = api.asked(SubmitAndWaitRequest.class).isPresent();
            if (unknownForGood || !registered && !sent) {
                api.failNext(ErrorReason.ERROR_REASON_SIDE_CHAIN_UNKNOWN, "no such side chain", Map.of());
            }
            api.answer(
                    request,
                    out,
                    GetSideChainResponse.newBuilder().setSideChain(edge()).build());
        }

        @Override
        public void listSideChains(ListSideChainsRequest request, StreamObserver<ListSideChainsResponse> out) {
            if (childless) {
                api.failNext(ErrorReason.ERROR_REASON_NOT_SUPPORTED, "no crosschain contract", Map.of());
            }
            api.answer(request, out, ListSideChainsResponse.getDefaultInstance());
        }

        @Override
        public void getAnchor(GetAnchorRequest request, StreamObserver<GetAnchorResponse> out) {
            api.answer(
                    request,
                    out,
                    GetAnchorResponse.newBuilder()
                            .setLightClient("authority")
                            .setCheckpoint(ByteString.copyFrom(new byte[] {1, (byte) 0xab}))
                            .setCertifiedHeader(
                                    certified ? ByteString.copyFrom(new byte[] {2, (byte) 0xcd}) : ByteString.EMPTY)
                            .setCertifiedBlock(BlockReference.newBuilder()
                                    .setChainId(SIDE.toHex())
                                    .setHeight(21)
                                    .setHash("be21"))
                            .build());
        }
    }

    private final class Dev extends DevServiceGrpc.DevServiceImplBase {
        @Override
        public void startChain(StartChainRequest request, StreamObserver<StartChainResponse> out) {
            api.answer(
                    request,
                    out,
                    StartChainResponse.newBuilder()
                            .setName("supply")
                            .setChainId(SIDE.toHex())
                            .setStarted(true)
                            .build());
        }
    }
}
