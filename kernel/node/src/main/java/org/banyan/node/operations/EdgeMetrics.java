package org.banyan.node.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.types.Height;

/** How far each edge of the tree is, for Prometheus. Written by one thread; scraped by any. */
public final class EdgeMetrics {
    private final MeterRegistry registry;
    private final Map<String, Edge> edges = new TreeMap<>();

    private record Edge(AtomicLong height, AtomicLong lag) {}

    EdgeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param followed chain whose headers the other one takes
     * @param at where that stands
     * @param head of the followed chain
     */
    public void seen(String follower, String followed, Height at, Height head) {
        Edge edge = edges.computeIfAbsent(follower + "/" + followed, key -> register(follower, followed));
        edge.height.set(at.value());
        edge.lag.set(Math.max(0, head.value() - at.value()));
    }

    private Edge register(String follower, String followed) {
        Edge edge = new Edge(new AtomicLong(), new AtomicLong());
        Tags tags = Tags.of("chain_id", follower, "side", followed);
        registry.gauge("banyan_crosschain_indexed_height", tags, edge.height);
        registry.gauge("banyan_crosschain_index_lag_blocks", tags, edge.lag);
        return edge;
    }
}
