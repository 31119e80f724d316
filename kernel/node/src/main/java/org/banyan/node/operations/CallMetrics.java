package org.banyan.node.operations;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Figures of the public API's callers, named as in CONVENTIONS.md 4. Labels are limits and reasons, never addresses. Thread-safe. */
public final class CallMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("banyan_rpc_connections", connections);
        registry.gauge("banyan_rpc_requests_active", calls);
        registry.gauge("banyan_rpc_streams_active", streams);
    }

    /**
     * A call ended.
     *
     * @param code such as {@code OK}
     */
    public void answered(String service, String method, String code, long nanos) {
        registry.counter("banyan_rpc_requests", "service", service, "method", method, "code", code)
                .increment();
        registry.timer("banyan_rpc_request", "service", service, "method", method)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Connections that are open now. */
    public void connections(int open) {
        connections.set(open);
    }

    /** Calls that run now, and the lasting ones among them. */
    public void calls(int running, int lasting) {
        calls.set(running);
        streams.set(lasting);
    }

    /** A call was refused because of a limit. */
    public void limited(String limit) {
        registry.counter("banyan_rpc_rate_limited", "limit", limit).increment();
    }

    /** A connection was closed. */
    public void dropped(String why) {
        registry.counter("banyan_rpc_connections_dropped", "reason", why).increment();
    }
}
