package org.banyan.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AttributeKey;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.Callers;
import org.banyan.api.guard.Connections;
import org.banyan.v1.ErrorReason;

/** Lets calls in as far as limits allow. Runs on event loops, before any thread is taken; what comes slowly is {@link Connections}' to find. */
final class CallGuard extends SimpleDecoratingHttpService {
    private static final AttributeKey<Callers.Call> CALL = AttributeKey.valueOf(CallGuard.class, "CALL");

    private final Callers callers;
    private final Connections connections;
    private final ApiLimits limits;

    CallGuard(HttpService delegate, Callers callers, Connections connections, ApiLimits limits) {
        super(delegate);
        this.callers = callers;
        this.connections = connections;
        this.limits = limits;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        String path = context.path();
        boolean lasting = isStream(path) || path.toLowerCase(Locale.ROOT).endsWith("submitandwait");
        AtomicReference<Callers.Call> entered = new AtomicReference<>();
        Optional<Callers.Limit> limit = callers.enter(context.remoteAddress(), lasting, entered::set);
        if (limit.isPresent()) {
            return Refusals.response(request.headers(), limited(limit.get(), limits));
        }
        Callers.Call call = Objects.requireNonNull(entered.get(), "a call that was let in");
        context.setAttr(CALL, call);
        HttpRequest held = request.peekData(data -> {
            if (!call.hold(data.length())) {
                throw limited(Callers.Limit.BODY_BYTES, limits);
            }
        });
        context.updateRequest(held);
        if (isReflection(path)) {
            connections.mayHoldRequestsOpen(context.remoteAddress());
        }
        context.log().whenComplete().thenRun(call::close);
        return unwrap().serve(context, held);
    }

    /** The call that runs in the context, where it was let in here. */
    static Optional<Callers.Call> call(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(CALL));
    }

    /** Lasting calls whose answer comes in pieces, or whose request does. */
    private static boolean isStream(String path) {
        return path.contains("/Subscribe")
                || path.endsWith(":subscribe")
                || path.endsWith("/Watch")
                || isReflection(path);
    }

    private static boolean isReflection(String path) {
        return path.contains("ServerReflection");
    }

    /** The refusal that tells of a limit. */
    static ApiFailure limited(Callers.Limit limit, ApiLimits limits) {
        long most = switch (limit) {
            case CALLS -> limits.calls();
            case CALLS_PER_ADDRESS -> limits.callsPerAddress();
            case STREAMS -> limits.streams();
            case STREAMS_PER_ADDRESS -> limits.streamsPerAddress();
            case BODY_BYTES -> limits.bodyBytes();
            case REFUSALS -> limits.refusalsPerSecond();
        };
        String what = switch (limit) {
            case CALLS -> "this node has " + most + " calls running, the most it takes";
            case CALLS_PER_ADDRESS ->
                "your address has as many calls running as it may: " + most
                        + ", or as many as are free while the node is busy";
            case STREAMS -> "this node has " + most + " streams and waiting calls, the most it takes";
            case STREAMS_PER_ADDRESS ->
                "your address has as many streams and waiting calls as it may: " + most
                        + ", or as many as are free while the node is busy";
            case BODY_BYTES -> "the node holds as many bytes of requests as it may";
            case REFUSALS ->
                "too much that your address submitted was refused; it may go on at " + most
                        + " refused transactions a second, of which a wrong signature counts for "
                        + ApiLimits.SIGNATURE_WEIGHT;
        };
        boolean streams = limit == Callers.Limit.STREAMS || limit == Callers.Limit.STREAMS_PER_ADDRESS;
        return new ApiFailure(
                streams ? ErrorReason.ERROR_REASON_STREAMS_EXHAUSTED : ErrorReason.ERROR_REASON_RATE_LIMITED,
                what,
                Map.of("limit", Long.toString(most)));
    }
}
