package org.banyan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.ApiObserver;
import org.banyan.api.guard.Callers;
import org.banyan.api.guard.Connections;
import org.banyan.v1.GetNodeRequest;
import org.banyan.v1.GetNodeResponse;
import org.banyan.v1.NodeServiceGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CountWorkTest {
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<ServiceRequestContext> first = new AtomicReference<>();

    /** Keeps its thread until it is let go, whatever its caller does. */
    private final class Stubborn extends NodeServiceGrpc.NodeServiceImplBase {
        @Override
        public void getNode(GetNodeRequest request, StreamObserver<GetNodeResponse> out) {
            first.compareAndSet(null, ServiceRequestContext.current());
            busy.countDown();
            try {
                go.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            done.countDown();
            if (!ServiceRequestContext.current().isCancelled()) {
                out.onNext(GetNodeResponse.getDefaultInstance());
                out.onCompleted();
            }
        }
    }

    private Server server() {
        ApiLimits one = new ApiLimits(4, 4, 1, 1, 1, 1, 1, 1000, 1000, 10, Duration.ofSeconds(10), 100);
        Connections connections = new Connections(one, ApiObserver.NONE);
        Callers callers = new Callers(one, connections, ApiObserver.NONE);
        return Server.builder()
                .http(0)
                .decorator(delegate -> new CallGuard(delegate, callers, connections, one))
                .service(GrpcService.builder()
                        .intercept(new CountWork())
                        .addService(new Stubborn())
                        .useBlockingTaskExecutor(true)
                        .build())
                .build();
    }

    private static void call(ManagedChannel channel, Duration longest) {
        assertThat(NodeServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(longest.toMillis(), TimeUnit.MILLISECONDS)
                        .getNode(GetNodeRequest.getDefaultInstance()))
                .isNotNull();
    }

    @Test
    void who_hangs_up_keeps_its_place_until_the_thread_that_works_for_it_is_free() throws InterruptedException {
        try (Server server = server()) {
            server.start().join();
            ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.activeLocalPort())
                    .usePlaintext()
                    .build();
            Future<GetNodeResponse> caller =
                    NodeServiceGrpc.newFutureStub(channel).getNode(GetNodeRequest.getDefaultInstance());
            busy.await();
            caller.cancel(true);
            ServiceRequestContext hungUp = Objects.requireNonNull(first.get());
            hungUp.log().whenComplete().join();
            assertThatThrownBy(() -> call(channel, Duration.ofSeconds(20)))
                    .as("while the thread works for who hung up")
                    .hasMessageContaining("RATE_LIMITED");
            go.countDown();
            done.await();
            answered(channel);
            channel.shutdownNow();
        }
    }

    /** The place comes back a moment after the work is done. */
    private static void answered(ManagedChannel channel) {
        while (true) {
            try {
                call(channel, Duration.ofSeconds(20));
                return;
            } catch (StatusRuntimeException refused) {
                assertThat(refused).hasMessageContaining("RATE_LIMITED");
            }
        }
    }
}
