package org.banyan.node.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.banyan.consensus.Consensus;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.VerifyObserver;
import org.banyan.node.host.Plugins;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.spi.time.TimeSource;
import org.banyan.spi.verification.VerifyWorkers;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;
import org.banyan.types.specification.ChainSpecification;

/** All figures of one process, for Prometheus. Other parts of the process add theirs to {@link #registry}. */
public final class NodeMetrics implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final String BUILD_INFO = "banyan_build_info";

    private Optional<PeerMetrics> peers = Optional.empty();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ClockOffset clock = new ClockOffset();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param data directory whose disk is watched */
    public NodeMetrics(String version, String commit, Path data) {
        MetricHelp help = new MetricHelp();
        registry.config().meterFilter(help);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        ProcessMetrics.bindTo(registry);
        Info.builder()
                .name(BUILD_INFO)
                .help(help.of(BUILD_INFO))
                .labelNames("version", "commit", "java")
                .register(registry.getPrometheusRegistry())
                .addLabelValues(version, commit, Runtime.version().toString());
        long started = System.nanoTime();
        registry.gauge("banyan_uptime_seconds", registry, unused -> (System.nanoTime() - started) / NANOS);
        registry.gauge("banyan_clock_offset_seconds", clock, ClockOffset::seconds);
        registry.counter("banyan_config_reloads", "result", "taken");
        registry.counter("banyan_config_reloads", "result", "refused");
        registry.gauge("banyan_store_disk_free_bytes", data.toFile(), File::getUsableSpace);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Counts what a chain does.
     *
     * @param consensus of the chain
     * @param own producers of this node
     */
    public ChainObserver chain(ChainSpecification chain, Consensus consensus, Set<Address> own, TimeSource time) {
        List<ChainObserver> observers = new ArrayList<>();
        observers.add(new ChainMetrics(registry, chain.name(), chain.consensus().slotMillis(), time, clock));
        consensus
                .schedule()
                .ifPresent(
                        schedule -> observers.add(new ConsensusMetrics(registry, chain.name(), schedule, own, time)));
        return new Observers(observers);
    }

    /** Counts what becomes of chunks of signatures that workers may verify. */
    public VerifyObserver verification(VerifyWorkers workers) {
        return new VerifyMetrics(registry, workers);
    }

    /** The runner, with its workers at work counted. Close it instead of {@code runner}. */
    public TaskRunner counting(TaskRunner runner) {
        return new BusyWorkers(registry, runner);
    }

    /** The plug-ins, with the calls of contracts counted and the stores watched. */
    public Plugins counting(Plugins plugins) {
        Plugins counted = plugins;
        for (ContractRuntime runtime : plugins.runtimes()) {
            counted = counted.with(new CountedRuntime(registry, runtime));
        }
        return counted.with(plugins.stores().stream()
                .<KeyValueStoreFactory>map(driver -> new CountedStores(registry, driver))
                .toList());
    }

    /** Counts what callers of the public API do. */
    public CallMetrics callers() {
        return new CallMetrics(registry);
    }

    /** Counts how far the edges between chains are. */
    public EdgeMetrics edges() {
        return new EdgeMetrics(registry);
    }

    /**
     * Counts what peers do.
     *
     * @param log takes lines for the operator
     */
    public synchronized PeerMetrics peers(Consumer<String> log) {
        PeerMetrics known = peers.orElseGet(() -> new PeerMetrics(registry, log));
        peers = Optional.of(known);
        return known;
    }

    /** Counts what is logged. */
    public LogMetrics logs() {
        return new LogMetrics(registry);
    }

    /** Counts settings that were read again while the node runs. */
    public void reloaded(boolean taken) {
        registry.counter("banyan_config_reloads", "result", taken ? "taken" : "refused")
                .increment();
    }

    /** Shows until when the certificate that peers are shown is good. */
    public void certificate(Supplier<Optional<Timestamp>> until) {
        Gauge.builder(
                        "banyan_tls_certificate_expiry_timestamp_seconds",
                        () -> until.get().map(at -> at.millis() / MILLIS).orElse(Double.NaN))
                .register(registry);
    }

    /**
     * Shows what is kept of a chain for others.
     *
     * @param snapshot height of the newest snapshot that is served, -1 when there is none
     * @param bodiesFrom height from which on there are all bodies
     */
    public void kept(String chain, Supplier<Number> snapshot, Supplier<Number> bodiesFrom) {
        Tags tags = Tags.of("chain_id", chain);
        Gauge.builder("banyan_snapshot_last_height", snapshot).tags(tags).register(registry);
        Gauge.builder("banyan_prune_height", bodiesFrom).tags(tags).register(registry);
    }

    /** Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
