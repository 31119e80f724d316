package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.function.Function;
import org.banyan.crosschain.ChainAccess;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.CrossChainServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAnchorRequest;
import org.banyan.v1.GetAnchorResponse;
import org.banyan.v1.GetSideChainRequest;
import org.banyan.v1.GetSideChainResponse;
import org.banyan.v1.GetTreeRequest;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.ListSideChainsRequest;
import org.banyan.v1.ListSideChainsResponse;

/** banyan.v1.CrossChainService. */
final class CrossChainEndpoint extends CrossChainServiceGrpc.CrossChainServiceImplBase {
    private final HostedChains chains;
    private final Function<RunningChain, ChainAccess> access;
    private final TreeMessages messages;

    CrossChainEndpoint(HostedChains chains, Function<RunningChain, ChainAccess> access) {
        this.chains = chains;
        this.access = access;
        this.messages = new TreeMessages(chains);
    }

    @Override
    public void listSideChains(ListSideChainsRequest request, StreamObserver<ListSideChainsResponse> out) {
        Answers.unary(
                out,
                () -> ListSideChainsResponse.newBuilder()
                        .addAllSideChains(messages.children(chains.find(request.getChain())))
                        .build());
    }

    @Override
    public void getSideChain(GetSideChainRequest request, StreamObserver<GetSideChainResponse> out) {
        chains.read(out, () -> {
            ChainReader parent = chains.find(request.getChain());
            String wanted = request.getSideChain();
            ChainEdge found = messages.children(parent).stream()
                    .filter(edge ->
                            edge.getName().equals(wanted) || edge.getChainId().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new ApiFailure(
                            ErrorReason.ERROR_REASON_SIDE_CHAIN_UNKNOWN,
                            "chain " + parent.chain().name() + " has no side chain " + wanted,
                            Map.of("chain", parent.chain().name(), "side_chain", wanted)));
            return GetSideChainResponse.newBuilder().setSideChain(found).build();
        });
    }

    @Override
    public void getTree(GetTreeRequest request, StreamObserver<GetTreeResponse> out) {
        chains.read(out, messages::tree);
    }

    @Override
    public void getAnchor(GetAnchorRequest request, StreamObserver<GetAnchorResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            ChainAccess chain = access.apply(reader.chain());
            Checkpoint anchor = Anchors.newest(chain);
            var hash = reader.chain().rules().suite().hash();
            var answer = GetAnchorResponse.newBuilder()
                    .setLightClient(reader.chain().specification().consensus().id())
                    .setBlock(reader.reference(anchor.id(hash), anchor.header().height()))
                    .setCheckpoint(ReceiptMessages.bytes(Checkpoint.CODEC.encode(anchor)));
            Anchors.renewal(chain, hash)
                    .ifPresent(certified -> answer.setCertifiedHeader(
                                    ReceiptMessages.bytes(CertifiedHeader.CODEC.encode(certified)))
                            .setCertifiedBlock(reader.reference(
                                    certified.header().id(hash),
                                    certified.header().height())));
            return answer.build();
        });
    }
}
