package org.banyan.node.host;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.banyan.node.chain.RunningChain;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.ChainId;

/**
 * The chains of one process. Each has an injector, a lane, a store and a key of its own; they share plug-ins, clock and workers and nothing else. DESIGN.md 6.
 *
 * <p>Thread-safe; starting and stopping are one at a time.
 */
public final class ChainHost implements AutoCloseable {
    /** Chains of one process. */
    public static final int CHAINS_MAX = 256;

    private final Injector shared;
    private final Map<String, Hosted> hosted = new ConcurrentSkipListMap<>();

    private record Hosted(RunningChain chain, KeyValueStore store, OpenSeats seats) {}

    public ChainHost(HostParts parts) {
        this.shared = Guice.createInjector(new HostModule(parts));
    }

    /**
     * Opens a chain and lets it run: genesis in an empty store, else where it stopped.
     *
     * @throws MissingPluginException if a plug-in that the plan names is not there
     * @throws org.banyan.core.store.SchemaException if the store belongs to another chain or another version
     * @throws org.banyan.spi.store.StoreException if the store is locked, damaged or fails
     * @throws IllegalArgumentException if the specification's parameters are not valid, or a chain of that name runs
     */
    public synchronized RunningChain start(ChainPlan plan) {
        if (hosted.containsKey(plan.name())) {
            throw new IllegalArgumentException("a chain named " + plan.name() + " runs in this process already");
        }
        if (hosted.size() >= CHAINS_MAX) {
            throw new IllegalArgumentException("this process runs " + CHAINS_MAX + " chains, the most it may");
        }
        Injector injector = shared.createChildInjector(new ChainModule(plan));
        Hosted opened = open(injector);
        hosted.put(plan.name(), opened);
        opened.chain().start();
        return opened.chain();
    }

    /** Opens everything or leaves nothing open. */
    private static Hosted open(Injector injector) {
        KeyValueStore store = unwrapped(injector, KeyValueStore.class);
        try {
            OpenSeats seats = unwrapped(injector, OpenSeats.class);
            try {
                return new Hosted(unwrapped(injector, RunningChain.class), store, seats);
            } catch (RuntimeException failed) {
                seats.close();
                throw failed;
            }
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /** What the part itself threw, not what the injector makes of it. */
    private static <T> T unwrapped(Injector injector, Class<T> part) {
        try {
            return injector.getInstance(part);
        } catch (ProvisionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof RuntimeException own ? own : failed;
        }
    }

    /** Stops a chain after the step it is in, and closes its store. Does nothing when no such chain runs. */
    public synchronized void stop(String name) {
        Hosted running = hosted.remove(name);
        if (running != null) {
            running.chain().stop(() -> release(running));
        }
    }

    private static void release(Hosted running) {
        try (KeyValueStore store = running.store()) {
            running.seats().close();
        }
    }

    /** The chain of that name. */
    public Optional<RunningChain> chain(String name) {
        return Optional.ofNullable(hosted.get(name)).map(Hosted::chain);
    }

    public Optional<RunningChain> chain(ChainId id) {
        return chains().stream().filter(chain -> chain.chainId().equals(id)).findFirst();
    }

    /** All, sorted by name. */
    public List<RunningChain> chains() {
        return hosted.values().stream().map(Hosted::chain).toList();
    }

    /** Stops all chains. */
    @Override
    public void close() {
        new ArrayList<>(hosted.keySet()).forEach(this::stop);
    }
}
