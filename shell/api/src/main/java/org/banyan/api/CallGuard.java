package org.banyan.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.Callers;
import org.banyan.api.guard.Connections;
import org.banyan.v1.ErrorReason;

/** Lets calls in as far as limits allow, and ends those whose caller neither sends nor takes. Runs on event loops, before any thread is taken. */
final class CallGuard extends SimpleDecoratingHttpService {
    /** For the refusal to get out before its connection is closed. */
    private static final long FAREWELL_MILLIS = 200;

    private static final long CHECK_MILLIS = 500;
    private static final double NANOS = 1e9;

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
        boolean stream = isStream(path);
        boolean lasting = stream || path.toLowerCase(Locale.ROOT).endsWith("submitandwait");
        AtomicReference<Callers.Call> entered = new AtomicReference<>();
        Optional<Callers.Limit> limit = callers.enter(context.remoteAddress(), lasting, entered::set);
        if (limit.isPresent()) {
            return Refusals.response(request.headers(), limited(limit.get(), limits));
        }
        Callers.Call call = entered.get();
        HttpRequest held = request.peekData(data -> {
            if (!call.hold(data.length())) {
                throw limited(Callers.Limit.BODY_BYTES, limits);
            }
        });
        context.updateRequest(held);
        AtomicReference<Future<?>> watching = new AtomicReference<>();
        context.log().whenComplete().thenRun(() -> {
            Optional.ofNullable(watching.get()).ifPresent(watch -> watch.cancel(false));
            call.close();
        });
        HttpResponse response = unwrap().serve(context, held);
        if (!context.log().isComplete()) {
            watching.set(new Watch(context, held, response, call, stream).start());
        }
        return response;
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
            case CALLS_PER_ADDRESS -> "your address has " + most + " calls running, the most it may have here";
            case STREAMS -> "this node has " + most + " streams and waiting calls, the most it takes";
            case STREAMS_PER_ADDRESS ->
                "your address has " + most + " streams and waiting calls, the most it may have here";
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

    /** Looks now and then whether a call's bytes move. On the connection's event loop. */
    private final class Watch {
        private final ServiceRequestContext context;
        private final HttpRequest request;
        private final HttpResponse response;
        private final Callers.Call call;
        private final boolean stream;
        private final long began = System.nanoTime();
        private long answering;
        private long takenBefore;
        private boolean over;

        Watch(
                ServiceRequestContext context,
                HttpRequest request,
                HttpResponse response,
                Callers.Call call,
                boolean stream) {
            this.context = context;
            this.request = request;
            this.response = response;
            this.call = call;
            this.stream = stream;
        }

        Future<?> start() {
            return context.eventLoop()
                    .withoutContext()
                    .scheduleWithFixedDelay(this::look, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void look() {
            long now = System.nanoTime();
            if (over) {
                return;
            }
            if (!context.log().isAvailable(RequestLogProperty.REQUEST_COMPLETE)) {
                if (!isReflection(context.path()) && stalls(call.bytes(), now - began)) {
                    over = true;
                    request.abort(new ApiFailure(
                            ErrorReason.ERROR_REASON_REQUEST_TOO_SLOW,
                            "after " + limits.patience().toSeconds() + " s a request must have come at "
                                    + limits.bytesPerSecond() + " bytes a second"));
                    dropSoon("slow_request");
                }
            } else if (isAnswered()) {
                if (answering == 0) {
                    answering = now;
                    takenBefore = connections.taken(context.remoteAddress());
                } else if (stalls(connections.taken(context.remoteAddress()) - takenBefore, now - answering)) {
                    over = true;
                    connections.drop(context.remoteAddress(), "slow_reader");
                }
            }
        }

        /** All that is to be sent is there, and waits for the caller to take it. */
        private boolean isAnswered() {
            return stream ? !response.isOpen() : context.log().isAvailable(RequestLogProperty.RESPONSE_HEADERS);
        }

        private boolean stalls(long bytes, long ageNanos) {
            long patience = limits.patience().toNanos();
            return ageNanos > patience && bytes < limits.bytesPerSecond() * (ageNanos / NANOS);
        }

        private void dropSoon(String why) {
            context.eventLoop()
                    .withoutContext()
                    .schedule(
                            () -> connections.drop(context.remoteAddress(), why),
                            FAREWELL_MILLIS,
                            TimeUnit.MILLISECONDS);
        }
    }
}
