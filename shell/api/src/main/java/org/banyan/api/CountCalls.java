package org.banyan.api;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import org.banyan.api.guard.ApiObserver;

/** Tells how each call ended and how long it took. Only methods that there are come here, so names are few. */
record CountCalls(ApiObserver observer) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        long since = System.nanoTime();
        MethodDescriptor<Q, A> method = call.getMethodDescriptor();
        String service = Optional.ofNullable(method.getServiceName()).orElse("");
        String name = Optional.ofNullable(method.getBareMethodName()).orElse("");
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        observer.answered(service, name, status.getCode().name(), System.nanoTime() - since);
                        super.close(status, trailers);
                    }
                },
                headers);
    }
}
