package org.banyan.mainchain.node.tree;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.Consensus;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.crosschain.ChainView;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.CrosschainFailure;
import org.banyan.contracts.crosschain.GetChainRequest;
import org.banyan.contracts.crosschain.GetFollowedReply;
import org.banyan.contracts.crosschain.GetFollowedRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.state.StateView;
import org.banyan.crosschain.ChainAccess;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.HistoryProofs;
import org.banyan.types.list.ListProof;
import org.banyan.types.specification.ParentChain;

/** A chain of this process, asked on its lane; each question is one turn. Throws what {@link RunningChain#read} throws. Thread-safe. */
public final class HostedChain implements ChainAccess {
    private final RunningChain chain;
    private final HashFunction hash;

    public HostedChain(RunningChain chain) {
        this.chain = chain;
        this.hash = chain.rules().suite().hash();
    }

    @Override
    public ChainId chainId() {
        return chain.chainId();
    }

    @Override
    public List<ChainId> parents() {
        return chain.specification().parents().stream()
                .map(ParentChain::chainId)
                .toList();
    }

    @Override
    public Height finalHeight() {
        return chain.read(engine -> engine.finalBlock().header().height());
    }

    @Override
    public Header header(Height height) {
        return chain.read(engine -> header(engine, height));
    }

    @Override
    public List<Inherent> inherents(Height height) {
        return chain.read(engine -> block(engine, height).body().inherents());
    }

    private static Header header(ChainEngine engine, Height height) {
        return engine.store()
                .finalAt(height)
                .flatMap(engine.store()::header)
                .orElseThrow(() -> new IllegalArgumentException("no block at height " + height + " is final here"));
    }

    private static Block block(ChainEngine engine, Height height) {
        return engine.store()
                .finalAt(height)
                .flatMap(engine.store()::block)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no block at height " + height + " is final here, or its body is not kept"));
    }

    @Override
    public Optional<Certificate> certificate(Height height) {
        return chain.read(engine -> engine.store()
                .finalAt(height)
                .map(id -> witness(engine, id))
                .flatMap(witness ->
                        witness.payloads(WitnessEntry.CERTIFICATE).stream().findFirst())
                .map(Certificate.CODEC::decode));
    }

    private static Witness witness(ChainEngine engine, BlockId id) {
        return engine.witness(id).orElseGet(() -> engine.store().witness(id));
    }

    @Override
    public ProducerSet producers(Height height) {
        return chain.read(engine -> {
            Consensus consensus = engine.parts().chain().consensus();
            BlockId id = header(engine, height).id(hash);
            return consensus.decode(engine.store().effects(id).consensusState()).producers();
        });
    }

    @Override
    public ListProof history(Height ancestor, Height height) {
        return chain.read(engine -> HistoryProofs.prove(
                hash,
                height.value(),
                ancestor.value(),
                (level, index) -> engine.store()
                        .historyNode(level, index)
                        .orElseThrow(() -> new IllegalStateException(
                                "history node (" + level + ", " + index + ") of a final block is missing"))));
    }

    @Override
    public Optional<Standing> standing(ChainId other) {
        return chain.read(engine -> view(
                        engine,
                        engine.head().header(),
                        engine.headBranch().state(),
                        CrosschainClient.GET_CHAIN,
                        new GetChainRequest(other.hash())))
                .map(reply -> standing(reply.chain()));
    }

    private static Standing standing(ChainView view) {
        return new Standing(new Height(view.height()), new BlockId(view.blockId()), view.producerSet());
    }

    @Override
    public Optional<Followed> followed(ChainId other, Height height) {
        return chain.read(engine -> {
                    Header header = engine.finalBlock().header();
                    return engine.store()
                            .stateAt(header.height())
                            .flatMap(state -> view(
                                    engine,
                                    header,
                                    state,
                                    CrosschainClient.GET_FOLLOWED,
                                    new GetFollowedRequest(other.hash(), height.value())));
                })
                .map(HostedChain::followed);
    }

    private static Followed followed(GetFollowedReply reply) {
        return new Followed(
                new Height(reply.height()),
                new BlockId(reply.header().blockId()),
                new Height(reply.header().atHeight()));
    }

    /** The crosschain contract's answer; empty when the chain has no such contract or the contract knows nothing of it. */
    private <Q, R> Optional<R> view(
            ChainEngine engine, Header header, StateView state, ContractMethod<Q, R> method, Q request) {
        if (chain.rules().collection().contract(DevelopmentChain.CROSSCHAIN).isEmpty()) {
            return Optional.empty();
        }
        var environment = new BlockEnvironment(header.height(), header.time(), SystemAddresses.KERNEL);
        try {
            Bytes reply = engine.parts()
                    .views()
                    .call(
                            state,
                            environment,
                            SystemAddresses.KERNEL,
                            chain.rules().systemAddress(DevelopmentChain.CROSSCHAIN),
                            method.name(),
                            method.requestCodec().encode(request));
            return Optional.of(method.replyCodec().decode(reply));
        } catch (ContractFailure failure) {
            if (failure.code().number() == CrosschainFailure.CHAIN_UNKNOWN.number()
                    || failure.code().number() == CrosschainFailure.NOT_FOLLOWED.number()) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
