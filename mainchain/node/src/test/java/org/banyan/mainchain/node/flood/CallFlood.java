package org.banyan.mainchain.node.flood;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.banyan.v1.ChainServiceGrpc;
import org.banyan.v1.ContractServiceGrpc;
import org.banyan.v1.GetDescriptorRequest;
import org.banyan.v1.ListContractsRequest;
import org.banyan.v1.SubmitRequest;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.TransactionServiceGrpc;

/** Calls that are large, costly or many. One thread's. */
final class CallFlood {
    private static final int AT_ONCE = 48;
    private static final int MESSAGE = 4 << 20;
    private static final int BOMB = 32 << 20;

    private final Tally tally;
    private final ManagedChannel channel;
    private final Semaphore free = new Semaphore(AT_ONCE);

    CallFlood(int port, int host, Tally tally) {
        this.tally = tally;
        this.channel = channel(port, host);
    }

    static ManagedChannel channel(int port, int host) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .localSocketPicker(new NettyChannelBuilder.LocalSocketPicker() {
                    @Override
                    public SocketAddress createSocketAddress(SocketAddress remote, io.grpc.Attributes attributes) {
                        return new InetSocketAddress("127.0.0." + host, 0);
                    }
                })
                .build();
    }

    void round(Flood flood) throws InterruptedException {
        try {
            switch (flood) {
                case COSTLY_READS -> reads();
                case LARGE_MESSAGES -> submit(MESSAGE + 1, false);
                case COMPRESSION_BOMBS -> submit(BOMB, true);
                case MANY_STREAMS -> streams();
                default -> throw new IllegalArgumentException(flood.label());
            }
        } catch (StatusRuntimeException refused) {
            tally.refused(refused);
        }
    }

    /** Descriptors of all contracts, read and parsed for each call. */
    private void reads() throws InterruptedException {
        free.acquire();
        boolean all = System.nanoTime() % 2 == 0;
        var contracts = ContractServiceGrpc.newStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
        if (all) {
            contracts.listContracts(
                    ListContractsRequest.newBuilder().setChain("main").build(), counting());
        } else {
            contracts.getDescriptor(
                    GetDescriptorRequest.newBuilder()
                            .setChain("main")
                            .setContract("token")
                            .build(),
                    counting());
        }
    }

    private <T> StreamObserver<T> counting() {
        return new StreamObserver<>() {
            @Override
            public void onNext(T answer) {
                tally.add("answered");
            }

            @Override
            public void onError(Throwable failure) {
                free.release();
                tally.refused(failure instanceof RuntimeException known ? known : new IllegalStateException(failure));
            }

            @Override
            public void onCompleted() {
                free.release();
            }
        };
    }

    private void submit(int bytes, boolean packed) {
        var stub = TransactionServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
        var request = SubmitRequest.newBuilder()
                .setChain("main")
                .setTransaction(ByteString.copyFrom(new byte[bytes]))
                .build();
        (packed ? compressed(stub) : stub).submit(request);
        tally.add("TAKEN");
    }

    private static <S extends AbstractBlockingStub<S>> S compressed(S stub) {
        return stub.withCompression("gzip");
    }

    /** Streams that nobody ever closes. */
    private void streams() throws InterruptedException {
        ChainServiceGrpc.newStub(channel)
                .subscribeBlocks(
                        SubscribeBlocksRequest.newBuilder().setChain("main").build(), new StreamObserver<>() {
                            @Override
                            public void onNext(org.banyan.v1.SubscribeBlocksResponse block) {
                                tally.add("blocks");
                            }

                            @Override
                            public void onError(Throwable failure) {
                                tally.refused(
                                        failure instanceof RuntimeException known
                                                ? known
                                                : new IllegalStateException(failure));
                            }

                            @Override
                            public void onCompleted() {}
                        });
        TimeUnit.MILLISECONDS.sleep(5);
    }
}
