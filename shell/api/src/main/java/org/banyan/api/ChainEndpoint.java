package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.banyan.api.ChainReader.Found;
import org.banyan.contract.ContractFailure;
import org.banyan.contracts.token.GetFeeTokenRequest;
import org.banyan.contracts.token.GetTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.network.AmongPeers;
import org.banyan.types.Height;
import org.banyan.v1.ChainFees;
import org.banyan.v1.ChainLimits;
import org.banyan.v1.ChainServiceGrpc;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.GetBlockRequest;
import org.banyan.v1.GetBlockResponse;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.GetStatusResponse;
import org.banyan.v1.ListBlocksRequest;
import org.banyan.v1.ListBlocksResponse;
import org.banyan.v1.ListChainsRequest;
import org.banyan.v1.ListChainsResponse;
import org.banyan.v1.PoolStatus;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.SubscribeBlocksResponse;
import org.banyan.v1.SyncState;

/** banyan.v1.ChainService. */
final class ChainEndpoint extends ChainServiceGrpc.ChainServiceImplBase {
    private final HostedChains chains;
    private final ApiSettings settings;
    private final Function<String, AmongPeers> peers;

    ChainEndpoint(HostedChains chains, ApiSettings settings, Function<String, AmongPeers> peers) {
        this.chains = chains;
        this.settings = settings;
        this.peers = peers;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> out) {
        chains.read(
                out,
                () -> GetStatusResponse.newBuilder()
                        .setStatus(status(chains.find(request.getChain())))
                        .build());
    }

    @Override
    public void listChains(ListChainsRequest request, StreamObserver<ListChainsResponse> out) {
        chains.read(out, () -> {
            var answer = ListChainsResponse.newBuilder();
            for (RunningChain chain : chains.all()) {
                answer.addChains(status(new ChainReader(chain)));
            }
            return answer.build();
        });
    }

    private ChainStatus status(ChainReader reader) {
        RunningChain chain = reader.chain();
        var specification = chain.specification();
        var status = chain.status();
        var limits = specification.limits();
        AmongPeers standing = peers.apply(chain.name());
        return ChainStatus.newBuilder()
                .setChainId(chain.chainId().toString())
                .setName(chain.name())
                .setHead(reader.reference(status.headId(), status.head().height()))
                .setFinal(
                        reader.reference(status.finalId(), status.finalHeader().height()))
                .setHeadTimeMillis(status.head().time().millis())
                .setSlotMillis(specification.consensus().slotMillis())
                .setMarkWindow(specification.markWindow())
                .setCryptoSuite(specification.cryptoSuite())
                .setAddressPrefix(specification.addressPrefix())
                .setConsensus(specification.consensus().id())
                .setFees(fees(reader))
                .setLimits(ChainLimits.newBuilder()
                        .setTransactionBytes(limits.transactionBytes())
                        .setTransactionCost(limits.transactionCost())
                        .setAuthorizations(limits.authorizations())
                        .setBlockBytes(limits.blockBytes())
                        .setBlockCost(limits.blockCost())
                        .setBlockTransactions(limits.blockTransactions()))
                .setPool(PoolStatus.newBuilder()
                        .setTransactions(status.poolTransactions())
                        .setBytes(status.poolBytes())
                        .setTransactionsMax(PoolLimits.DEFAULT.transactions()))
                .setSyncState(chain.isStopped() ? SyncState.SYNC_STATE_HALTED : syncState(standing))
                .setPeers(standing.peers())
                .setNotProducing(status.notProducing().orElse(""))
                .setDevelopment(settings.development())
                .build();
    }

    private static SyncState syncState(AmongPeers standing) {
        return standing.catchingUp() ? SyncState.SYNC_STATE_SYNCING : SyncState.SYNC_STATE_SYNCED;
    }

    private static ChainFees fees(ChainReader reader) {
        var fees = ChainFees.newBuilder()
                .setUnitPrice(reader.chain().specification().fees().unitPrice().toString())
                .setPoolFloor("0");
        return reader.at(ChainReader.LATEST, point -> {
            new SystemViews(point).token().ifPresent(token -> describeFeeToken(token, fees));
            return fees.build();
        });
    }

    private static void describeFeeToken(TokenClient token, ChainFees.Builder fees) {
        String symbol = token.getFeeToken(new GetFeeTokenRequest()).symbol();
        fees.setSymbol(symbol);
        if (!symbol.isEmpty()) {
            try {
                fees.setDecimals(
                        token.getToken(new GetTokenRequest(symbol)).info().decimals());
            } catch (ContractFailure unknown) {
                throw new IllegalStateException("the fee token " + symbol + " has no description", unknown);
            }
        }
    }

    @Override
    public void getBlock(GetBlockRequest request, StreamObserver<GetBlockResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            return GetBlockResponse.newBuilder()
                    .setBlock(
                            new BlockMessages(reader).block(reader.block(request.getBlock()), request.getHeaderOnly()))
                    .build();
        });
    }

    @Override
    public void listBlocks(ListBlocksRequest request, StreamObserver<ListBlocksResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            int size = Pages.size(request.getPageSize());
            String from = request.getPageToken().isEmpty() ? request.getFrom() : Pages.decode(request.getPageToken());
            Height top = reader.block(from).block().header().height();
            List<Found> found = new ArrayList<>();
            for (long height = top.value(); height >= 0 && found.size() < size; height--) {
                found.add(reader.block(Long.toString(height)));
            }
            var answer = ListBlocksResponse.newBuilder().setHead(reader.head());
            BlockMessages messages = new BlockMessages(reader);
            found.forEach(block -> answer.addBlocks(messages.block(block, true)));
            long next = top.value() - found.size();
            return next < 0
                    ? answer.build()
                    : answer.setNextPageToken(Pages.encode(Long.toString(next))).build();
        });
    }

    @Override
    public void subscribeBlocks(SubscribeBlocksRequest request, StreamObserver<SubscribeBlocksResponse> out) {
        BlockStream.open(chains, request, out, settings.limits());
    }
}
