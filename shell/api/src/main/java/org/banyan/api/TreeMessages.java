package org.banyan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.contracts.crosschain.ChainView;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.ListChildrenRequest;
import org.banyan.contracts.crosschain.ListParentsRequest;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.specification.ParentChain;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.EdgeState;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.TreeChain;

/** Edges of the tree in public form: what the parent's contract says of the child, and the child's of the parent, as of their heads. */
final class TreeMessages {
    private final HostedChains chains;

    TreeMessages(HostedChains chains) {
        this.chains = chains;
    }

    /** All chains and edges. Heads are read after what was followed of them, and lags are counted up to those heads. */
    GetTreeResponse tree() {
        List<ChainEdge> edges = all();
        List<TreeChain> hosted = chains.all().stream().map(TreeMessages::chain).toList();
        Function<String, Optional<Long>> heads = id -> hosted.stream()
                .filter(chain -> chain.getChainId().equals(id))
                .map(chain -> chain.getHead().getHeight())
                .findFirst();
        return GetTreeResponse.newBuilder()
                .addAllChains(hosted)
                .addAllEdges(edges.stream().map(edge -> lagging(edge, heads)).toList())
                .build();
    }

    private static ChainEdge lagging(ChainEdge edge, Function<String, Optional<Long>> heads) {
        var counted = edge.toBuilder();
        if (edge.hasIndexed()) {
            heads.apply(edge.getChainId())
                    .ifPresent(head -> counted.setIndexLagBlocks(
                            Math.max(0, head - edge.getIndexed().getHeight())));
        }
        if (edge.hasParentFollowed()) {
            heads.apply(edge.getParentChainId())
                    .ifPresent(head -> counted.setParentLagBlocks(
                            Math.max(0, head - edge.getParentFollowed().getHeight())));
        }
        return counted.build();
    }

    private Optional<Long> head(String id) {
        return chains.all().stream()
                .filter(chain -> chain.chainId().toString().equals(id))
                .map(chain -> chain.status().head().height().value())
                .findFirst();
    }

    private static TreeChain chain(RunningChain chain) {
        ChainReader reader = new ChainReader(chain);
        var status = chain.status();
        return TreeChain.newBuilder()
                .setChainId(chain.chainId().toString())
                .setName(chain.name())
                .setHead(reader.reference(status.headId(), status.head().height()))
                .setFinal(
                        reader.reference(status.finalId(), status.finalHeader().height()))
                .addAllParents(HostedChains.parents(chain).stream()
                        .map(ChainId::toString)
                        .toList())
                .setChildrenMax(chain.specification().indexing().childrenMax())
                .build();
    }

    /**
     * Registered children, by name.
     *
     * @throws ApiFailure NOT_SUPPORTED if the chain has no crosschain contract
     */
    List<ChainEdge> children(ChainReader parent) {
        return views(parent)
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_NOT_SUPPORTED,
                        "chain " + parent.chain().name()
                                + " has no crosschain contract, so that it neither registers nor indexes chains"))
                .stream()
                .map(view -> lagging(registered(parent, view), this::head))
                .toList();
    }

    /** Every edge that has an end among the chains that run here, without its lags. */
    private List<ChainEdge> all() {
        List<RunningChain> running =
                chains.all().stream().filter(chain -> !chain.isStopped()).toList();
        List<ChainEdge> edges = new ArrayList<>();
        for (RunningChain each : running) {
            ChainReader parent = new ChainReader(each);
            List<ChainView> children = views(parent).orElse(List.of());
            children.forEach(view -> edges.add(registered(parent, view)));
            for (RunningChain child : running) {
                boolean known = children.stream()
                        .anyMatch(view -> view.chainId().equals(child.chainId().hash()));
                if (!known && HostedChains.parents(child).contains(each.chainId())) {
                    edges.add(ofChild(child, each.chainId())
                            .setParent(each.name())
                            .setState(EdgeState.EDGE_STATE_UNREGISTERED)
                            .build());
                }
            }
        }
        running.forEach(child -> HostedChains.parents(child).stream()
                .filter(parent -> chains.find(parent).isEmpty())
                .forEach(parent -> edges.add(ofChild(child, parent)
                        .setState(EdgeState.EDGE_STATE_PARENT_ELSEWHERE)
                        .build())));
        return edges;
    }

    private static Optional<List<ChainView>> views(ChainReader parent) {
        return parent.at(
                ChainReader.LATEST, point -> new SystemViews(point).crosschain().map(TreeMessages::allChildren));
    }

    private static List<ChainView> allChildren(CrosschainClient contract) {
        List<ChainView> all = new ArrayList<>();
        String after = "";
        while (true) {
            List<ChainView> page =
                    contract.listChildren(new ListChildrenRequest(after)).children();
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.getLast().name();
        }
    }

    private ChainEdge registered(ChainReader parent, ChainView view) {
        var edge = ChainEdge.newBuilder()
                .setName(view.name())
                .setChainId(view.chainId().toHex())
                .setParentChainId(parent.chain().chainId().toString())
                .setParent(parent.chain().name())
                .setLightClient(view.lightClient())
                .setIndexed(reference(view))
                .setIndexedHeaders(view.steps())
                .setTrustedUntilMillis(view.trustedUntilMillis())
                .setState(stopped(parent, view)
                        .orElse(view.steps() == 0 ? EdgeState.EDGE_STATE_REGISTERED : EdgeState.EDGE_STATE_INDEXED));
        chains.find(new ChainId(view.chainId())).ifPresent(child -> {
            edge.setHosted(true);
            followed(child, parent.chain().chainId()).ifPresent(above -> setParent(edge, child, above));
        });
        return edge.build();
    }

    private static ChainEdge.Builder ofChild(RunningChain child, ChainId parent) {
        var edge = ChainEdge.newBuilder()
                .setName(child.name())
                .setChainId(child.chainId().toString())
                .setParentChainId(parent.toString())
                .setHosted(true);
        child.specification().parents().stream()
                .filter(named -> named.chainId().equals(parent))
                .map(ParentChain::lightClient)
                .forEach(edge::setLightClient);
        ChainReader reader = new ChainReader(child);
        followed(reader, parent).ifPresent(above -> setParent(edge, reader, above));
        return edge;
    }

    private static void setParent(ChainEdge.Builder edge, ChainReader child, ChainView above) {
        edge.setParentFollowed(reference(above)).setParentTrustedUntilMillis(above.trustedUntilMillis());
        stopped(child, above).ifPresent(edge::setParentState);
    }

    /** Why the edge does not go on by itself, as the follower's next block would find. */
    private static Optional<EdgeState> stopped(ChainReader follower, ChainView view) {
        if (view.frozen().isPresent()) {
            return Optional.of(EdgeState.EDGE_STATE_FROZEN);
        }
        long now = follower.chain().status().head().time().millis();
        return now > view.trustedUntilMillis() ? Optional.of(EdgeState.EDGE_STATE_EXPIRED) : Optional.empty();
    }

    /** Where the child follows the parent; at its anchor at first. */
    private static Optional<ChainView> followed(ChainReader child, ChainId parent) {
        if (child.chain().isStopped()) {
            return Optional.empty();
        }
        Hash id = parent.hash();
        return child.at(
                ChainReader.LATEST,
                point -> new SystemViews(point)
                        .crosschain()
                        .flatMap(contract -> contract.listParents(new ListParentsRequest()).parents().stream()
                                .filter(view -> view.chainId().equals(id))
                                .findFirst()));
    }

    private static BlockReference reference(ChainView view) {
        return BlockReference.newBuilder()
                .setChainId(view.chainId().toHex())
                .setHeight(view.height())
                .setHash(new BlockId(view.blockId()).toString())
                .build();
    }
}
