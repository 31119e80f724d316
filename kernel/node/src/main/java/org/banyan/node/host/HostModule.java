package org.banyan.node.host;

import com.google.inject.AbstractModule;
import java.util.concurrent.Executor;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.time.TimeSource;

/** What all chains of a process share. */
final class HostModule extends AbstractModule {
    private final HostParts parts;

    HostModule(HostParts parts) {
        this.parts = parts;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(HostParts.class).toInstance(parts);
        bind(Plugins.class).toInstance(parts.plugins());
        bind(TimeSource.class).toInstance(parts.time());
        bind(Executor.class).toInstance(parts.workers());
        bind(TaskRunner.class).toInstance(parts.runner());
    }
}
