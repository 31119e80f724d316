package org.banyan.node.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.sync.RelayCounts;
import org.banyan.node.network.AmongPeers;
import org.banyan.node.network.PeerObserver;
import org.banyan.spi.network.NodeId;

/** Figures of the peers, named as in CONVENTIONS.md 4. Labels are channels, rules and chains' names, never addresses. */
public final class PeerMetrics implements PeerObserver {
    private static final Pattern RULE = Pattern.compile("\\[rule=(NET-[0-9]{1,3})]");

    private static final String OTHER = "other";
    private static final List<String> CHANNELS = List.of("node", "consensus", "blocks", "transactions", "sync", OTHER);

    private final MeterRegistry registry;
    private final Consumer<String> log;
    private final AtomicInteger inbound = new AtomicInteger();
    private final AtomicInteger outbound = new AtomicInteger();
    private volatile List<LinkedPeer> linked = List.of();
    private final Map<String, Following> chains = new ConcurrentHashMap<>();

    /** What is known of one chain. */
    private static final class Following {
        private volatile AmongPeers standing = AmongPeers.ALONE;
        private volatile RelayCounts bodies = new RelayCounts(0, 0, 0);
    }

    /** @param log takes lines for the operator */
    PeerMetrics(MeterRegistry registry, Consumer<String> log) {
        this.registry = registry;
        this.log = log;
        for (String direction : List.of("in", "out")) {
            registry.counter("banyan_p2p_bytes", "direction", direction);
            CHANNELS.forEach(type -> registry.counter("banyan_p2p_messages", "type", type, "direction", direction));
        }
        for (PeerRule rule : PeerRule.values()) {
            registry.counter("banyan_p2p_penalties", "rule", rule.id().text());
            registry.counter("banyan_p2p_disconnects", "reason", rule.id().text());
        }
        registry.counter("banyan_p2p_disconnects", "reason", "ended");
        registry.counter("banyan_p2p_messages_failed");
        registry.gauge("banyan_p2p_peers", Tags.of("direction", "inbound"), inbound);
        registry.gauge("banyan_p2p_peers", Tags.of("direction", "outbound"), outbound);
    }

    @Override
    public void counted(int in, int out) {
        inbound.set(in);
        outbound.set(out);
    }

    /** Peers that are there now. */
    public int peers() {
        return inbound.get() + outbound.get();
    }

    /** Those of them that the configuration names. */
    public int named() {
        return (int) linked.stream().filter(LinkedPeer::named).count();
    }

    /** How a chain stands among its peers, as of the last tick. */
    public AmongPeers of(String chain) {
        Following following = chains.get(chain);
        return following == null ? AmongPeers.ALONE : following.standing;
    }

    @Override
    public void linked(List<LinkedPeer> peers) {
        linked = List.copyOf(peers);
    }

    /** Who is there now. */
    public PeerPage page() {
        return new PeerPage(linked);
    }

    @Override
    public void received(String channel, int bytes) {
        message(channel, "in", bytes);
    }

    @Override
    public void sent(String channel, int bytes) {
        message(channel, "out", bytes);
    }

    private void message(String channel, String direction, int bytes) {
        registry.counter("banyan_p2p_messages", "type", known(channel), "direction", direction)
                .increment();
        registry.counter("banyan_p2p_bytes", "direction", direction).increment(bytes);
    }

    /** A peer can name any channel; the figures name those that there are. */
    private static String known(String channel) {
        return CHANNELS.contains(channel) ? channel : OTHER;
    }

    @Override
    public void closed(String reason) {
        Matcher rule = RULE.matcher(reason);
        registry.counter("banyan_p2p_disconnects", "reason", rule.find() ? rule.group(1) : "ended")
                .increment();
    }

    @Override
    public void scored(NodeId peer, PeerRule rule, String what, boolean banned) {
        registry.counter("banyan_p2p_penalties", "rule", rule.id().text()).increment();
        log.accept(
                "peer " + peer.shortText() + " broke a rule: " + rule.because(what) + (banned ? "; it is banned" : ""));
    }

    @Override
    public void synced(String chain, AmongPeers standing) {
        chains.computeIfAbsent(chain, this::follow).standing = standing;
    }

    @Override
    public void relayed(String chain, RelayCounts counts) {
        chains.computeIfAbsent(chain, this::follow).bodies = counts;
    }

    private Following follow(String chain) {
        Following following = new Following();
        Tags tags = Tags.of("chain_id", chain);
        registry.gauge("banyan_sync_lag_blocks", tags, following, of -> of.standing.lagBlocks());
        registry.gauge("banyan_sync_state", tags, following, of -> of.standing.catchingUp() ? 1 : 0);
        registry.gauge("banyan_sync_peers", tags, following, of -> of.standing.peers());
        count(tags.and("how", "known"), following, RelayCounts::known);
        count(tags.and("how", "completed"), following, RelayCounts::completed);
        count(tags.and("how", "fetched"), following, RelayCounts::fetched);
        return following;
    }

    private void count(Tags tags, Following following, ToDoubleFunction<RelayCounts> which) {
        FunctionCounter.builder("banyan_p2p_bodies", following, of -> which.applyAsDouble(of.bodies))
                .tags(tags)
                .register(registry);
    }

    @Override
    public void broken(RuntimeException bug) {
        registry.counter("banyan_p2p_messages_failed").increment();
        log.accept("BUG: a message of a peer could not be dealt with: " + bug + " at "
                + (bug.getStackTrace().length == 0 ? "?" : bug.getStackTrace()[0]));
    }

    @Override
    public void noted(String line) {
        log.accept(line);
    }
}
