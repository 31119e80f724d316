package org.banyan.sdk;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.banyan.sdk.contract.ServedDescriptors;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.v1.BlockReference;
import org.banyan.v1.CallRequest;
import org.banyan.v1.CallResponse;
import org.banyan.v1.ChainFees;
import org.banyan.v1.ChainServiceGrpc;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.ContractServiceGrpc;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetDescriptorRequest;
import org.banyan.v1.GetDescriptorResponse;
import org.banyan.v1.GetStatusRequest;
import org.banyan.v1.GetStatusResponse;
import org.banyan.v1.SimulateRequest;
import org.banyan.v1.SimulateResponse;
import org.banyan.v1.SubmitAndWaitRequest;
import org.banyan.v1.SubmitAndWaitResponse;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubmitResponse;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.SubscribeBlocksResponse;
import org.banyan.v1.TransactionServiceGrpc;
import org.banyan.v1.TransactionStatus;

/** A node that answers what a test tells it, and remembers what it was asked. */
final class FakeNode implements AutoCloseable {
    static final AddressText TEXT = new AddressText("dev");
    static final Hash CHAIN = new Hash(1, 1, 1, 1);
    static final Hash HEAD = new Hash(2, 2, 2, 2);
    static final Hash FINAL = new Hash(3, 3, 3, 3);
    static final Address PURSE = new Address(new Hash(5, 5, 5, 5));

    final List<Message> asked = new CopyOnWriteArrayList<>();
    final List<java.time.Duration> pauses = new ArrayList<>();
    private final Deque<StatusRuntimeException> failures = new ArrayDeque<>();
    private final Server server;
    private final ManagedChannel channel;
    private ChainStatus status = ChainStatus.newBuilder()
            .setChainId(CHAIN.toHex())
            .setName("dev")
            .setHead(BlockReference.newBuilder().setHeight(100).setHash(HEAD.toHex()))
            .setFinal(BlockReference.newBuilder().setHeight(98).setHash(FINAL.toHex()))
            .setAddressPrefix("dev")
            .setCryptoSuite("sha256-secp256k1")
            .setMarkWindow(64)
            .setDevelopment(true)
            .setFees(ChainFees.newBuilder().setSymbol("BNY").setPoolFloor("10"))
            .build();
    private Consumer<StreamObserver<SubscribeBlocksResponse>> blocks = StreamObserver::onCompleted;
    private ByteString viewAnswer = ByteString.EMPTY;

    /** @param more services beside those that every test needs */
    FakeNode(String name, BindableService... more) {
        try {
            InProcessServerBuilder builder = InProcessServerBuilder.forName(name);
            List.of(more).forEach(builder::addService);
            server = builder.directExecutor()
                    .addService(new Chains())
                    .addService(new Transactions())
                    .addService(new Contracts())
                    .build()
                    .start();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    BanyanClient client() {
        return BanyanClient.over(
                channel, ClientOptions.of("http://fake:1", "main").withAttempts(3), pauses::add);
    }

    void status(Consumer<ChainStatus.Builder> change) {
        ChainStatus.Builder builder = status.toBuilder();
        change.accept(builder);
        status = builder.build();
    }

    void blocks(Consumer<StreamObserver<SubscribeBlocksResponse>> answer) {
        blocks = answer;
    }

    void viewAnswers(Message message) {
        viewAnswer = message.toByteString();
    }

    /** The next request fails so; more than one wait in line. */
    void failNext(StatusRuntimeException failure) {
        failures.add(failure);
    }

    <T> List<T> asked(Class<T> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static StatusRuntimeException refusal(ErrorReason reason, String message, Map<String, String> metadata) {
        return refusal(
                BanyanException.rule(reason).getCode(), BanyanException.name(reason), message, metadata, List.of());
    }

    static StatusRuntimeException retryIn(ErrorReason reason, long seconds) {
        Any delay = Any.pack(RetryInfo.newBuilder()
                .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                .build());
        return refusal(
                BanyanException.rule(reason).getCode(), BanyanException.name(reason), "", Map.of(), List.of(delay));
    }

    static StatusRuntimeException refusal(
            Code code, String reason, String message, Map<String, String> metadata, List<Any> more) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain("banyan")
                .setReason(reason)
                .putAllMetadata(metadata)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addDetails(Any.pack(info))
                .addAllDetails(more)
                .build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private <T> void answer(Message request, StreamObserver<T> out, T answer) {
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
            answer(
                    request,
                    out,
                    GetStatusResponse.newBuilder().setStatus(status).build());
        }

        @Override
        public void subscribeBlocks(SubscribeBlocksRequest request, StreamObserver<SubscribeBlocksResponse> out) {
            asked.add(request);
            if (failures.isEmpty()) {
                blocks.accept(out);
            } else {
                out.onError(failures.poll());
            }
        }
    }

    private final class Transactions extends TransactionServiceGrpc.TransactionServiceImplBase {
        @Override
        public void submit(SubmitRequest request, StreamObserver<SubmitResponse> out) {
            answer(request, out, SubmitResponse.getDefaultInstance());
        }

        @Override
        public void simulate(SimulateRequest request, StreamObserver<SimulateResponse> out) {
            answer(request, out, SimulateResponse.newBuilder().setFee("1001").build());
        }

        @Override
        public void submitAndWait(SubmitAndWaitRequest request, StreamObserver<SubmitAndWaitResponse> out) {
            answer(
                    request,
                    out,
                    SubmitAndWaitResponse.newBuilder()
                            .setStatus(TransactionStatus.newBuilder().setDepth(2))
                            .build());
        }
    }

    private final class Contracts extends ContractServiceGrpc.ContractServiceImplBase {
        @Override
        public void getDescriptor(GetDescriptorRequest request, StreamObserver<GetDescriptorResponse> out) {
            Bytes served = ServedDescriptors.purse();
            answer(
                    request,
                    out,
                    GetDescriptorResponse.newBuilder()
                            .setFileDescriptorSet(ByteString.copyFrom(served.readOnlyArray()))
                            .setService("banyan.sdk.test.Purse")
                            .setAddress(TEXT.format(PURSE))
                            .build());
        }

        @Override
        public void call(CallRequest request, StreamObserver<CallResponse> out) {
            answer(
                    request,
                    out,
                    CallResponse.newBuilder().setResultBytes(viewAnswer).build());
        }
    }
}
