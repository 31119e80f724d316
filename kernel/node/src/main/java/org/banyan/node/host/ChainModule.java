package org.banyan.node.host;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.concurrent.Executor;
import org.banyan.consensus.Consensus;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.execution.ChainRules;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.execution.ExecutionRecorder;
import org.banyan.node.execution.RecentExecutions;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ChainSpecification;

/** One chain's parts, from its plan and the process's plug-ins. */
final class ChainModule extends AbstractModule {
    private final ChainPlan plan;

    ChainModule(ChainPlan plan) {
        this.plan = plan;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(ChainPlan.class).toInstance(plan);
        bind(ChainSpecification.class).toInstance(plan.specification());
    }

    @Provides
    @Singleton
    CryptoSuite suite(Plugins plugins, ChainSpecification specification) {
        return plugins.suite(specification.cryptoSuite());
    }

    @Provides
    @Singleton
    ChainRules rules(Plugins plugins, ChainSpecification specification, CryptoSuite suite) {
        return new ChainRules(specification, suite, plugins.runtimes(), plugins.families(), plugins.consensuses());
    }

    @Provides
    @Singleton
    Consensus consensus(Plugins plugins, ChainRules rules) {
        return plugins.consensus(rules.specification());
    }

    @Provides
    @Singleton
    ChainDefinition definition(Plugins plugins, ChainRules rules, Consensus consensus) {
        return ChainDefinitions.of(plugins, rules, consensus);
    }

    @Provides
    @Singleton
    KeyValueStore store(Plugins plugins) {
        return plugins.store(plan.storeEngine()).open(plan.store());
    }

    @Provides
    @Singleton
    ExecutionRecorder recorder() {
        return new ExecutionRecorder();
    }

    @Provides
    @Singleton
    ChainEngine engine(ChainDefinition definition, KeyValueStore store, TaskRunner runner, ExecutionRecorder recorder) {
        return ChainEngine.open(definition, store, plan.pool(), runner, recorder, plan.memory());
    }

    @Provides
    @Singleton
    OpenSeats seats(ChainRules rules, ChainEngine engine, Consensus consensus) {
        return OpenSeats.open(plan.producers(), rules, engine.head().header().height(), consensus);
    }

    @Provides
    @Singleton
    RunningChain chain(
            HostParts host,
            ChainEngine engine,
            OpenSeats seats,
            TimeSource time,
            Executor workers,
            ExecutionRecorder recorder) {
        return new RunningChain(
                engine,
                seats.all(),
                time,
                host.lanes().apply(plan.name()),
                workers,
                host.help(),
                host.observers().apply(plan),
                failure -> host.failures().failed(plan.name(), failure),
                new RecentExecutions(recorder));
    }
}
