package org.banyan.sdk;

import java.util.List;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.CrossChainServiceGrpc;
import org.banyan.v1.DevServiceGrpc;
import org.banyan.v1.GetAnchorRequest;
import org.banyan.v1.GetAnchorResponse;
import org.banyan.v1.GetSideChainRequest;
import org.banyan.v1.GetTreeRequest;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.ListSideChainsRequest;
import org.banyan.v1.StartChainRequest;
import org.banyan.v1.StartChainResponse;

/** The tree of chains, as far as the node runs it. Thread-safe. */
public final class ChainTree {
    private final BanyanClient client;
    private final Connection connection;
    private final CrossChainServiceGrpc.CrossChainServiceBlockingStub stub;

    ChainTree(BanyanClient client, Connection connection) {
        this.client = client;
        this.connection = connection;
        this.stub = CrossChainServiceGrpc.newBlockingStub(connection.channel());
    }

    /** All chains of the node, the root of a tree before its branches, and their edges. */
    public GetTreeResponse all() {
        return connection.call(stub, each -> each.getTree(GetTreeRequest.getDefaultInstance()));
    }

    /** The children that this chain indexes, by name. */
    public List<ChainEdge> sideChains() {
        return connection
                .call(
                        stub,
                        each -> each.listSideChains(ListSideChainsRequest.newBuilder()
                                .setChain(client.chain())
                                .build()))
                .getSideChainsList();
    }

    /**
     * @param nameOrId of a child of this chain
     * @throws BanyanException SIDE_CHAIN_UNKNOWN when it has no such child
     */
    public ChainEdge sideChain(String nameOrId) {
        return connection
                .call(
                        stub,
                        each -> each.getSideChain(GetSideChainRequest.newBuilder()
                                .setChain(client.chain())
                                .setSideChain(nameOrId)
                                .build()))
                .getSideChain();
    }

    /** What a new child of this chain has to trust to start from. Compare it with other nodes before it stands in the genesis of a chain of value. */
    public GetAnchorResponse anchor() {
        return connection.call(
                stub,
                each -> each.getAnchor(
                        GetAnchorRequest.newBuilder().setChain(client.chain()).build()));
    }

    /**
     * Runs a chain in the node, which must be one of a development network.
     *
     * @param genesis text of genesis.conf
     * @throws BanyanException ARGUMENT_INVALID with every problem of the text, CHAIN_CONFLICT, CHAIN_NOT_STARTED, NOT_SUPPORTED
     */
    public StartChainResponse start(String genesis) {
        return connection.call(
                DevServiceGrpc.newBlockingStub(connection.channel()),
                each -> each.startChain(
                        StartChainRequest.newBuilder().setGenesis(genesis).build()));
    }
}
