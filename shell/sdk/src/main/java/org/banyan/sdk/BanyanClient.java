package org.banyan.sdk;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.banyan.sdk.contract.Addresses;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.Block;
import org.banyan.v1.ChainServiceGrpc;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetBlockRequest;
import org.banyan.v1.GetNodeRequest;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.GetTransactionRequest;
import org.banyan.v1.GetTransactionResponse;
import org.banyan.v1.ListBlocksRequest;
import org.banyan.v1.ListBlocksResponse;
import org.banyan.v1.ListChainsRequest;
import org.banyan.v1.Node;
import org.banyan.v1.NodeServiceGrpc;
import org.banyan.v1.SimulateRequest;
import org.banyan.v1.SimulateResponse;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitBatchRequest;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubmitResult;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.SubscribeBlocksResponse;
import org.banyan.v1.SubscribeStatusRequest;
import org.banyan.v1.SubscribeStatusResponse;
import org.banyan.v1.TransactionServiceGrpc;
import org.banyan.v1.TransactionStatus;

/**
 * A connection to one chain of one node. Thread-safe; close it when done.
 *
 * <p>Every method throws {@link BanyanException} with a stable reason when the node refuses or nobody answers; requests are sent again while nobody answers, at
 * most as often as {@link ClientOptions#attempts} says. Sending a transaction twice is harmless.
 *
 * <pre>{@code
 * try (BanyanClient client = BanyanClient.connect("http://localhost:7070")) {
 *     SignedTransaction transfer = client.transaction("token", "Transfer").arguments(json).sign(key);
 *     TransactionStatus status = client.submitAndWait(transfer, WaitFor.FINAL, Duration.ofMinutes(1));
 * }
 * }</pre>
 */
public final class BanyanClient implements AutoCloseable {
    /** Longest wait for one transaction that a node takes. */
    public static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private static final Duration WAIT_GRACE = Duration.ofSeconds(10);
    private static final int CONTRACTS_MAX = 1000;

    private final Connection connection;
    private final String chain;
    private volatile Optional<ChainFacts> facts = Optional.empty();
    private final Map<String, ContractHandle> contracts = new ConcurrentHashMap<>();
    private final Optional<Addresses> ownAddresses;
    private final ChainServiceGrpc.ChainServiceBlockingStub chains;
    private final TransactionServiceGrpc.TransactionServiceBlockingStub transactions;

    private BanyanClient(Connection connection, Optional<Addresses> ownAddresses) {
        this.connection = connection;
        this.chain = connection.options().chain();
        this.ownAddresses = ownAddresses;
        this.chains = ChainServiceGrpc.newBlockingStub(connection.channel());
        this.transactions = TransactionServiceGrpc.newBlockingStub(connection.channel());
    }

    /** Connects to the main chain. Nothing is sent before the first call. */
    public static BanyanClient connect(String api) {
        return connect(ClientOptions.of(api, ClientOptions.CHAIN_DEFAULT));
    }

    public static BanyanClient connect(ClientOptions options) {
        return new BanyanClient(Connection.open(options), Optional.empty());
    }

    /** For tests: over a channel that exists. */
    static BanyanClient over(ManagedChannel channel, ClientOptions options, Pause pause) {
        return new BanyanClient(new Connection(channel, options, pause), Optional.empty());
    }

    /** The same connection, reading and writing addresses in JSON in another way, such as with names of keys. Close only one of the two. */
    public BanyanClient withAddresses(Addresses addresses) {
        return new BanyanClient(connection, Optional.of(addresses));
    }

    /** Name or id of the chain, as given. */
    public String chain() {
        return chain;
    }

    /** Accounts, contracts' reads and views. */
    public StateReads state() {
        return new StateReads(this, connection);
    }

    /** How the node runs blocks. */
    public Executions executions() {
        return new Executions(this, connection);
    }

    public Proofs proofs() {
        return new Proofs(this, connection);
    }

    /** The chain's place among other chains: its children, its parents, and starting one. */
    public ChainTree tree() {
        return new ChainTree(this, connection);
    }

    /** Rounds, slots and who builds in them. */
    public Delegates delegates() {
        return new Delegates(this, connection);
    }

    public ChainStatus status() {
        return connection
                .call(
                        chains,
                        stub -> stub.getStatus(
                                GetStatusRequest.newBuilder().setChain(chain).build()))
                .getStatus();
    }

    /** The chain's constants; asked for once. */
    public ChainFacts facts() {
        Optional<ChainFacts> known = facts;
        if (known.isPresent()) {
            return known.get();
        }
        try {
            ChainFacts read = ChainFacts.of(status());
            facts = Optional.of(read);
            return read;
        } catch (IllegalArgumentException unusable) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_NOT_SUPPORTED,
                    "this version cannot sign for the chain: " + unusable.getMessage(),
                    Map.of("chain", chain),
                    unusable);
        }
    }

    /** How this client reads and writes addresses. */
    public Addresses addresses() {
        return ownAddresses.orElseGet(() -> facts().addresses());
    }

    public List<ChainStatus> chains() {
        return connection
                .call(chains, stub -> stub.listChains(ListChainsRequest.getDefaultInstance()))
                .getChainsList();
    }

    public Node node() {
        return connection
                .call(
                        NodeServiceGrpc.newBlockingStub(connection.channel()),
                        stub -> stub.getNode(GetNodeRequest.getDefaultInstance()))
                .getNode();
    }

    /** @param which a height, a block id, {@code latest} or {@code final} */
    public Block block(String which) {
        return connection
                .call(
                        chains,
                        stub -> stub.getBlock(GetBlockRequest.newBuilder()
                                .setChain(chain)
                                .setBlock(which)
                                .build()))
                .getBlock();
    }

    /**
     * Newest first.
     *
     * @param pageToken empty for the first page
     */
    public ListBlocksResponse listBlocks(int pageSize, String pageToken) {
        return connection.call(
                chains,
                stub -> stub.listBlocks(ListBlocksRequest.newBuilder()
                        .setChain(chain)
                        .setPageSize(pageSize)
                        .setPageToken(pageToken)
                        .build()));
    }

    /** @param from a cursor of an earlier item, a height, {@code latest} or {@code final} */
    public ResumingStream<SubscribeBlocksResponse> blocks(String from) {
        return new ResumingStream<>(
                connection,
                last -> subscribeBlocks(last.map(SubscribeBlocksResponse::getCursor)
                        .filter(cursor -> !cursor.isEmpty())
                        .orElse(from)));
    }

    private Iterator<SubscribeBlocksResponse> subscribeBlocks(String from) {
        return chains.subscribeBlocks(SubscribeBlocksRequest.newBuilder()
                .setChain(chain)
                .setFrom(from)
                .build());
    }

    /**
     * Starts a call of a method of a contract, given by name or address.
     *
     * @throws BanyanException (CONTRACT_NOT_FOUND, CONTRACT_METHOD_NOT_FOUND)
     */
    public TransactionBuilder transaction(String contract, String method) {
        ContractHandle handle = contract(contract);
        return new TransactionBuilder(this, handle, handle.method(method));
    }

    /** A contract by name or address, with its descriptor; asked for once. */
    public ContractHandle contract(String nameOrAddress) {
        ContractHandle known = contracts.get(nameOrAddress);
        if (known != null) {
            return known;
        }
        ContractHandle read = state().readContract(nameOrAddress);
        if (contracts.size() < CONTRACTS_MAX) {
            contracts.put(nameOrAddress, read);
        }
        return read;
    }

    /** What the transaction would do now. Signatures need not be valid. */
    public SimulateResponse simulate(SignedTransaction transaction) {
        return connection.call(
                transactions,
                stub -> stub.simulate(SimulateRequest.newBuilder()
                        .setChain(chain)
                        .setTransaction(raw(transaction))
                        .build()));
    }

    /** Hands the transaction to the node's pool. Also succeeds when an attempt of this very call whose answer was lost has brought it there already. */
    public TransactionId submit(SignedTransaction transaction) {
        SubmitRequest request = SubmitRequest.newBuilder()
                .setChain(chain)
                .setTransaction(raw(transaction))
                .build();
        int[] sent = {0};
        try {
            connection.call(transactions, stub -> {
                sent[0]++;
                return stub.submit(request);
            });
        } catch (BanyanException refused) {
            if (sent[0] == 1 || refused.known() != ErrorReason.ERROR_REASON_TX_DUPLICATE) {
                throw refused;
            }
        }
        return transaction.id();
    }

    /** One result for each transaction, in order. */
    public List<SubmitResult> submitBatch(List<SignedTransaction> batch) {
        SubmitBatchRequest.Builder request = SubmitBatchRequest.newBuilder().setChain(chain);
        batch.forEach(each -> request.addTransactions(raw(each)));
        return connection
                .call(transactions, stub -> stub.submitBatch(request.build()))
                .getResultsList();
    }

    /**
     * Submits and waits. A transaction that was packed and failed is an answer, not an exception: see its receipt.
     *
     * @param longest at most {@link #WAIT_MAX}
     * @throws BanyanException WAIT_TIMEOUT when it is not that far in time (it lives on), TX_EXPIRED and POOL_EVICTED when it never will be
     */
    public TransactionStatus submitAndWait(SignedTransaction transaction, WaitFor until, Duration longest) {
        if (longest.compareTo(WAIT_MAX) > 0 || longest.toSeconds() < 1) {
            throw new IllegalArgumentException("a wait is 1 s to " + WAIT_MAX.toSeconds() + " s but was " + longest);
        }
        return connection
                .call(
                        transactions,
                        longest.plus(WAIT_GRACE),
                        stub -> stub.submitAndWait(SubmitAndWaitRequest.newBuilder()
                                .setChain(chain)
                                .setTransaction(raw(transaction))
                                .setUntil(until.finality())
                                .setTimeoutSeconds((int) longest.toSeconds())
                                .build()))
                .getStatus();
    }

    public GetTransactionResponse transaction(TransactionId id) {
        return connection.call(
                transactions,
                stub -> stub.getTransaction(GetTransactionRequest.newBuilder()
                        .setChain(chain)
                        .setId(id.toString())
                        .build()));
    }

    /** The status now and at each change, until it can change no more. */
    public ResumingStream<SubscribeStatusResponse> follow(TransactionId id) {
        return new ResumingStream<>(
                connection,
                last -> transactions.subscribeStatus(SubscribeStatusRequest.newBuilder()
                        .setChain(chain)
                        .setId(id.toString())
                        .build()));
    }

    private static ByteString raw(SignedTransaction transaction) {
        Bytes raw = transaction.raw();
        return ByteString.copyFrom(raw.readOnlyArray());
    }

    @Override
    public void close() {
        connection.close();
    }
}
