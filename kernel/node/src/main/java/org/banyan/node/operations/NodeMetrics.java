package org.banyan.node.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.host.Plugins;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.runtime.ContractRuntime;

/** All figures of one process, for Prometheus. Other parts of the process add theirs to {@link #registry}. */
public final class NodeMetrics implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param data directory whose disk is watched */
    public NodeMetrics(String version, String commit, Path data) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        ProcessMetrics.bindTo(registry);
        Info.builder()
                .name("banyan_build_info")
                .labelNames("version", "commit", "java")
                .register(registry.getPrometheusRegistry())
                .addLabelValues(version, commit, Runtime.version().toString());
        long started = System.nanoTime();
        registry.gauge("banyan_uptime_seconds", registry, unused -> (System.nanoTime() - started) / NANOS);
        registry.gauge("banyan_store_disk_free_bytes", data.toFile(), File::getUsableSpace);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Counts what the chain of that name does. */
    public ChainObserver chain(String name) {
        return new ChainMetrics(registry, name);
    }

    /** The runner, with its workers at work counted. Close it instead of {@code runner}. */
    public TaskRunner counting(TaskRunner runner) {
        return new BusyWorkers(registry, runner);
    }

    /** The plug-ins, with the calls of contracts counted. */
    public Plugins counting(Plugins plugins) {
        Plugins counted = plugins;
        for (ContractRuntime runtime : plugins.runtimes()) {
            counted = counted.with(new CountedRuntime(registry, runtime));
        }
        return counted;
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
    public PeerMetrics peers(Consumer<String> log) {
        return new PeerMetrics(registry, log);
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
