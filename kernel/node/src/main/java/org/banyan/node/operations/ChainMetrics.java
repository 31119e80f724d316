package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.store.StateReads;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.execution.KeptExecution;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.SignatureType;

/** One chain's figures for Prometheus, named as in docs/metrics.md. Label {@code chain_id} is the chain's name, so that few series exist. */
final class ChainMetrics implements ChainObserver {
    private static final double MILLIS = 1_000.0;

    /** An older block is one that is caught up on. */
    static final long LIVE_MILLIS_MAX = 60_000;

    private static final List<String> IMPORT_RESULTS =
            List.of("imported", "known", "missing_parent", "early", "too_old", "rejected");

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicLong height = new AtomicLong();
    private final AtomicLong finalHeight = new AtomicLong();
    private final AtomicLong headMillis = new AtomicLong();
    private final AtomicLong reorganizationDepth = new AtomicLong();
    private final Counter reorganizations;
    private final Timer production;
    private final Map<Step, Timer> steps = new EnumMap<>(Step.class);
    private final DistributionSummary interval;
    private final DistributionSummary transactions;
    private final DistributionSummary bytes;
    private final DistributionSummary margin;
    private final DistributionSummary delay;
    private final SignerMetrics signers;
    private final long slotMillis;
    private final TimeSource time;
    private final ClockOffset clock;
    private final PoolMetrics pool;
    private final ExecutionMetrics execution;
    private boolean own;
    private volatile StateReads reads = new StateReads(0, 0);

    /**
     * @param chain its name
     * @param time of the clock that the chain's blocks are made by
     * @param clock learns from blocks of others how that clock goes
     */
    ChainMetrics(MeterRegistry registry, String chain, long slotMillis, TimeSource time, ClockOffset clock) {
        this.clock = clock;
        this.slotMillis = slotMillis;
        this.time = time;
        this.registry = registry;
        this.tags = Tags.of("chain_id", chain);
        registry.gauge("banyan_chain_height", tags, height);
        registry.gauge("banyan_chain_final_height", tags, finalHeight);
        registry.gauge("banyan_chain_head_timestamp_seconds", tags, headMillis, millis -> millis.get() / MILLIS);
        FunctionCounter.builder("banyan_store_cache_hits", this, metrics -> metrics.reads.hits())
                .tags(tags.and("cache", "state"))
                .register(registry);
        FunctionCounter.builder("banyan_store_cache_misses", this, metrics -> metrics.reads.misses())
                .tags(tags.and("cache", "state"))
                .register(registry);
        registry.gauge("banyan_chain_reorg_depth_blocks", tags, reorganizationDepth);
        this.reorganizations = registry.counter("banyan_chain_reorgs", tags);
        this.production = registry.timer("banyan_consensus_production", tags.and("phase", "all"));
        for (Step step : Step.values()) {
            steps.put(
                    step,
                    registry.timer(
                            "banyan_consensus_production",
                            tags.and("phase", step.name().toLowerCase(Locale.ROOT))));
        }
        this.interval = registry.summary("banyan_block_interval_seconds", tags);
        this.transactions = registry.summary("banyan_block_transactions", tags);
        this.bytes = registry.summary("banyan_block_size_bytes", tags);
        this.margin = registry.summary("banyan_consensus_slot_margin_seconds", tags);
        this.delay = registry.summary("banyan_p2p_gossip_delay_seconds", tags);
        this.signers = new SignerMetrics(registry, tags);
        IMPORT_RESULTS.forEach(result -> registry.counter("banyan_blocks_imported", tags.and("result", result)));
        registry.counter("banyan_consensus_slots", tags.and("result", "produced"));
        this.pool = new PoolMetrics(registry, tags);
        this.execution = new ExecutionMetrics(registry, tags);
    }

    @Override
    public void effect(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.BlockStored stored -> stored(stored.block());
            case EngineEffect.HeadMoved moved -> {
                if (!moved.reverted().isEmpty()) {
                    reorganizations.increment();
                    reorganizationDepth.set(moved.reverted().size());
                }
            }
            case EngineEffect.TransactionsExpired gone ->
                pool.expired(gone.transactions().size());
            case EngineEffect.Finalized finalized -> {}
            case EngineEffect.WitnessGrew grew -> {}
        }
    }

    private void stored(Block block) {
        transactions.record(block.body().transactions().size());
        bytes.record(block.body().encodedSize());
        pool.stored(block, System.nanoTime());
        if (!own && isLive(block.header())) {
            long age = age(block.header());
            delay.record(Math.max(0, age) / MILLIS);
            clock.stored(age);
        }
        own = false;
        long before = headMillis.get();
        if (before > 0) {
            interval.record((block.header().time().millis() - before) / MILLIS);
        }
    }

    private long age(Header header) {
        return time.now().millis() - header.time().millis();
    }

    private boolean isLive(Header header) {
        return age(header) <= LIVE_MILLIS_MAX;
    }

    @Override
    public void executed(BlockId block, KeptExecution kept) {
        execution.executed(kept);
    }

    @Override
    public void imported(ImportOutcome outcome, long nanos) {
        String result = switch (outcome) {
            case ImportOutcome.Imported imported -> "imported";
            case ImportOutcome.Known known -> "known";
            case ImportOutcome.MissingParent missing -> "missing_parent";
            case ImportOutcome.Early early -> "early";
            case ImportOutcome.TooOld old -> "too_old";
            case ImportOutcome.Rejected rejected -> "rejected";
        };
        registry.counter("banyan_blocks_imported", tags.and("result", result)).increment();
        registry.timer("banyan_exec_block", tags.and("phase", "import")).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void produced(Header header, long nanos) {
        own = true; // its BlockStored follows
        production.record(nanos, TimeUnit.NANOSECONDS);
        long left = header.time().millis() + slotMillis - time.now().millis();
        margin.record(Math.max(0, left) / MILLIS);
        registry.counter("banyan_consensus_slots", tags.and("result", "produced"))
                .increment();
    }

    @Override
    public void worked(Step step, long nanos) {
        Timer timer = steps.get(step);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void submitted(Verdict verdict, Origin origin) {
        pool.submitted(verdict, origin);
    }

    @Override
    public void admitted(Bytes envelope) {
        pool.admitted(envelope, System.nanoTime());
    }

    @Override
    public void signed(SignatureType type, boolean signed, long nanos) {
        signers.signed(type, signed, nanos);
    }

    @Override
    public void stepped(ChainStatus status) {
        height.set(status.head().height().value());
        finalHeight.set(status.finalHeader().height().value());
        headMillis.set(status.head().time().millis());
        reads = status.stateReads();
        pool.stepped(status, System.nanoTime());
    }
}
