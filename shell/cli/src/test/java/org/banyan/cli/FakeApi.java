package org.banyan.cli;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.banyan.cli.base.Installation;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.v1.Account;
import org.banyan.v1.AccountServiceGrpc;
import org.banyan.v1.Balance;
import org.banyan.v1.BlockReference;
import org.banyan.v1.CallRequest;
import org.banyan.v1.CallResponse;
import org.banyan.v1.ChainFees;
import org.banyan.v1.ChainServiceGrpc;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.ContractServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAccountRequest;
import org.banyan.v1.GetAccountResponse;
import org.banyan.v1.GetDescriptorRequest;
import org.banyan.v1.GetDescriptorResponse;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.GetStatusResponse;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.SimulateRequest;
import org.banyan.v1.SimulateResponse;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitAndWaitResponse;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubmitResponse;
import org.banyan.v1.SyncState;
import org.banyan.v1.TransactionServiceGrpc;
import org.banyan.v1.TransactionStage;
import org.banyan.v1.TransactionStatus;

/** A development chain's API on a port of this machine that answers what a test tells it. */
final class FakeApi implements AutoCloseable {
    static final CryptoSuite SUITE = new StandardCryptoSuites().create("sha256-secp256k1");
    static final AddressText TEXT = new AddressText("bny");
    static final Address TOKEN = new Address(new Hash(5, 5, 5, 5));
    static final Hash CHAIN = new Hash(1, 1, 1, 1);

    final FakeTree tree = new FakeTree(this);
    final List<Message> asked = new CopyOnWriteArrayList<>();
    private final Deque<StatusRuntimeException> failures = new ArrayDeque<>();
    private final Server server;
    private boolean development = true;
    private SyncState syncState = SyncState.SYNC_STATE_SYNCED;
    private int peers;
    private ByteString viewAnswer = ByteString.EMPTY;
    private TransactionStatus outcome = TransactionStatus.newBuilder()
            .setStage(TransactionStage.TRANSACTION_STAGE_PACKED)
            .setBlock(BlockReference.newBuilder().setHeight(12))
            .setReceipt(Receipt.newBuilder()
                    .setStatus(ReceiptStatus.RECEIPT_STATUS_SUCCEEDED)
                    .setFee("300000"))
            .build();

    FakeApi() {
        this(List.of());
    }

    /** @param more services of one test alone */
    FakeApi(List<BindableService> more) {
        try {
            NettyServerBuilder builder =
                    NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            tree.services().forEach(builder::addService);
            more.forEach(builder::addService);
            server = builder.directExecutor()
                    .addService(new Chains())
                    .addService(new Accounts())
                    .addService(new Transactions())
                    .addService(new Contracts())
                    .build()
                    .start();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String address(String name) {
        return TEXT.format(SUITE.addressOf(new DevKeys(SUITE).signer(name).publicKey()));
    }

    Run run(Path home, String... arguments) {
        return run(home, Run.NOWHERE, arguments);
    }

    Run run(Path home, Installation installation, String... arguments) {
        return Run.with(
                Map.of("BANYAN_API", "http://localhost:" + server.getPort(), "BANYAN_HOME", home.toString()),
                installation,
                arguments);
    }

    void viewAnswers(ByteString message) {
        viewAnswer = message;
    }

    /** How it says that it stands among its peers. */
    void stands(SyncState state, int connected) {
        syncState = state;
        peers = connected;
    }

    int port() {
        return server.getPort();
    }

    void isNoDevelopmentChain() {
        development = false;
    }

    void ends(TransactionStatus status) {
        outcome = status;
    }

    void failNext(ErrorReason reason, String message, Map<String, String> metadata) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain("banyan")
                .setReason(BanyanException.name(reason))
                .putAllMetadata(metadata)
                .build();
        failures.add(StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(BanyanException.rule(reason).getCodeValue())
                .setMessage(message)
                .addDetails(Any.pack(info))
                .build()));
    }

    <T> Optional<T> asked(Class<T> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    <T> void answer(Message request, StreamObserver<T> out, T answer) {
        asked.add(request);
        if (failures.isEmpty()) {
            out.onNext(answer);
            out.onCompleted();
        } else {
            out.onError(failures.poll());
        }
    }

    private final class Chains extends ChainServiceGrpc.ChainServiceImplBase {
        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> out) {
            ChainStatus status = ChainStatus.newBuilder()
                    .setChainId(CHAIN.toHex())
                    .setName("dev")
                    .setHead(BlockReference.newBuilder().setHeight(12).setHash(new Hash(2, 2, 2, 2).toHex()))
                    .setFinal(BlockReference.newBuilder().setHeight(12).setHash(new Hash(2, 2, 2, 2).toHex()))
                    .setAddressPrefix("bny")
                    .setCryptoSuite("sha256-secp256k1")
                    .setMarkWindow(64)
                    .setDevelopment(development)
                    .setSyncState(syncState)
                    .setPeers(peers)
                    .setFees(ChainFees.newBuilder().setSymbol("BNY").setDecimals(8))
                    .build();
            answer(
                    request,
                    out,
                    GetStatusResponse.newBuilder().setStatus(status).build());
        }
    }

    private final class Accounts extends AccountServiceGrpc.AccountServiceImplBase {
        @Override
        public void getAccount(GetAccountRequest request, StreamObserver<GetAccountResponse> out) {
            answer(
                    request,
                    out,
                    GetAccountResponse.newBuilder()
                            .setAccount(Account.newBuilder()
                                    .setAddress(request.getAddress())
                                    .setUsed(true)
                                    .setContractName("account")
                                    .addBalances(Balance.newBuilder()
                                            .setSymbol("BNY")
                                            .setAmount("150000000")
                                            .setDecimals(8)))
                            .build());
        }
    }

    private final class Transactions extends TransactionServiceGrpc.TransactionServiceImplBase {
        @Override
        public void simulate(SimulateRequest request, StreamObserver<SimulateResponse> out) {
            answer(request, out, SimulateResponse.newBuilder().setFee("1000").build());
        }

        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
            answer(request, out, SubmitResponse.getDefaultInstance());
        }

        @Override
        public void submitAndWait(SubmitAndWaitRequest request, StreamObserver<SubmitAndWaitResponse> out) {
            answer(
                    request,
                    out,
                    SubmitAndWaitResponse.newBuilder().setStatus(outcome).build());
        }
    }

    private final class Contracts extends ContractServiceGrpc.ContractServiceImplBase {
        @Override
        public void getDescriptor(GetDescriptorRequest request, StreamObserver<GetDescriptorResponse> out) {
            boolean crosschain = request.getContract().equals("crosschain");
            answer(
                    request,
                    out,
                    GetDescriptorResponse.newBuilder()
                            .setFileDescriptorSet(crosschain ? CrosschainDescriptor.served() : TokenDescriptor.served())
                            .setService(crosschain ? CrosschainDescriptor.SERVICE : TokenDescriptor.SERVICE)
                            .setAddress(TEXT.format(TOKEN))
                            .build());
        }

        @Override
        public void call(CallRequest request, StreamObserver<CallResponse> out) {
            answer(
                    request,
                    out,
                    CallResponse.newBuilder()
                            .setResultBytes(viewAnswer)
                            .setAt(BlockReference.newBuilder().setHeight(12))
                            .build());
        }
    }
}
