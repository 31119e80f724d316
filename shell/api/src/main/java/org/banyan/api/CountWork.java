package org.banyan.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import org.banyan.api.guard.Callers;

/** Counts a call as long as a thread works for it: whoever hangs up early and calls again gets no more threads than who waits. */
final class CountWork implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        ServerCall.Listener<Q> listener = next.startCall(call, headers);
        Optional<Callers.Call> counted =
                Optional.ofNullable(ServiceRequestContext.currentOrNull()).flatMap(CallGuard::call);
        return counted.<ServerCall.Listener<Q>>map(running -> counting(listener, running))
                .orElse(listener);
    }

    private static <Q> ServerCall.Listener<Q> counting(ServerCall.Listener<Q> listener, Callers.Call counted) {
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onMessage(Q message) {
                counted.work(() -> super.onMessage(message));
            }

            @Override
            public void onHalfClose() {
                counted.work(super::onHalfClose);
            }
        };
    }
}
