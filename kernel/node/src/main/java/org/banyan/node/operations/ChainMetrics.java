package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.execution.KeptExecution;
import org.banyan.types.BlockId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;

/** One chain's figures for Prometheus, named as in CONVENTIONS.md 4. Label {@code chain_id} is the chain's name, so that few series exist. */
public final class ChainMetrics implements ChainObserver {
    private static final double MILLIS = 1_000.0;

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicLong height = new AtomicLong();
    private final AtomicLong finalHeight = new AtomicLong();
    private final AtomicLong headMillis = new AtomicLong();
    private final AtomicLong poolTransactions = new AtomicLong();
    private final AtomicLong poolBytes = new AtomicLong();
    private final AtomicLong reorganizationDepth = new AtomicLong();
    private final Counter reorganizations;
    private final Counter expired;
    private final Timer production;
    private final DistributionSummary interval;
    private final DistributionSummary transactions;
    private final ExecutionMetrics execution;

    public ChainMetrics(MeterRegistry registry, String chain) {
        this.registry = registry;
        this.tags = Tags.of("chain_id", chain);
        registry.gauge("banyan_chain_height", tags, height);
        registry.gauge("banyan_chain_final_height", tags, finalHeight);
        registry.gauge("banyan_chain_head_timestamp_seconds", tags, headMillis, millis -> millis.get() / MILLIS);
        registry.gauge("banyan_txpool_transactions", tags.and("state", "ready"), poolTransactions);
        registry.gauge("banyan_txpool_bytes", tags, poolBytes);
        registry.gauge("banyan_chain_reorg_depth_blocks", tags, reorganizationDepth);
        this.reorganizations = registry.counter("banyan_chain_reorgs", tags);
        this.expired = registry.counter("banyan_txpool_expired", tags);
        this.production = registry.timer("banyan_consensus_production", tags.and("phase", "all"));
        this.interval = registry.summary("banyan_block_interval_seconds", tags);
        this.transactions = registry.summary("banyan_block_transactions", tags);
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
                expired.increment(gone.transactions().size());
            case EngineEffect.Finalized finalized -> {}
            case EngineEffect.WitnessGrew grew -> {}
        }
    }

    private void stored(Block block) {
        transactions.record(block.body().transactions().size());
        long before = headMillis.get();
        if (before > 0) {
            interval.record((block.header().time().millis() - before) / MILLIS);
        }
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
        production.record(nanos, TimeUnit.NANOSECONDS);
        registry.counter("banyan_consensus_slots", tags.and("result", "produced"))
                .increment();
    }

    @Override
    public void submitted(Verdict verdict) {
        registry.counter("banyan_txpool_received", tags.and("source", "api")).increment();
        if (verdict instanceof Verdict.Rejected rejected) {
            registry.counter(
                            "banyan_txpool_rejected",
                            tags.and("reason", rejected.rule().text()))
                    .increment();
        }
    }

    @Override
    public void stepped(ChainStatus status) {
        height.set(status.head().height().value());
        finalHeight.set(status.finalHeader().height().value());
        headMillis.set(status.head().time().millis());
        poolTransactions.set(status.poolTransactions());
        poolBytes.set(status.poolBytes());
    }
}
