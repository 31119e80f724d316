package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.Member;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.core.chain.EngineEffect;
import org.banyan.node.chain.ChainObserver;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;

/** Slots of one chain and how this node's producers stand, as the best branch shows it. Written on the chain's lane, scraped by any thread. */
final class ConsensusMetrics implements ChainObserver {
    /** Empty slots that are looked at between two blocks; the newest ones. */
    private static final long GAP_MAX = 64;

    private static final double MILLIS = 1e3;

    private final Schedule schedule;
    private final Set<Address> own;
    private final TimeSource time;
    private final Counter missed;
    private final Counter suspended;
    private final Counter extra;
    private volatile Optional<Tip> head = Optional.empty();

    /**
     * @param chain its name
     * @param own producers of this node
     */
    ConsensusMetrics(MeterRegistry registry, String chain, Schedule schedule, Set<Address> own, TimeSource time) {
        Tags tags = Tags.of("chain_id", chain);
        this.schedule = schedule;
        this.own = Set.copyOf(own);
        this.time = time;
        this.missed = registry.counter("banyan_consensus_slots", tags.and("result", "missed"));
        this.suspended = registry.counter("banyan_consensus_slots", tags.and("result", "suspended"));
        this.extra = registry.counter("banyan_consensus_extra_blocks", tags);
        schedule.rounds()
                .ifPresent(rounds -> gauge(registry, "banyan_consensus_round", tags, (tip, now) -> {
                    long slot = Math.max(
                            schedule.slotAt(now), schedule.slotAt(tip.header().time()));
                    return rounds.at(tip.state(), Math.max(1, slot)).number();
                }));
        gauge(registry, "banyan_consensus_delegate_active", tags, this::active);
        gauge(registry, "banyan_consensus_suspended_until_timestamp_seconds", tags, this::suspendedUntil);
    }

    /** A gauge that is NaN until the head has moved once. */
    private void gauge(MeterRegistry registry, String name, Tags tags, ToDoubleBiFunction<Tip, Timestamp> value) {
        registry.gauge(
                name,
                tags,
                this,
                metrics -> metrics.head
                        .map(tip -> value.applyAsDouble(tip, time.now()))
                        .orElse(Double.NaN));
    }

    private double active(Tip tip, Timestamp now) {
        return schedule.members(tip.state(), now).stream()
                .filter(member -> own.contains(member.address()) && member.builds())
                .filter(member -> member.outUntil().isEmpty())
                .count();
    }

    private double suspendedUntil(Tip tip, Timestamp now) {
        return schedule.members(tip.state(), now).stream()
                .filter(member -> own.contains(member.address()))
                .map(Member::outUntil)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .map(until -> until.millis() / MILLIS)
                .orElse(0.0);
    }

    @Override
    public void effect(EngineEffect effect) {
        if (effect instanceof EngineEffect.HeadMoved moved) {
            moved(moved.head());
        }
    }

    private void moved(Tip tip) {
        Optional<Tip> before = head;
        head = Optional.of(tip);
        boolean caughtUpOn = time.now().millis() - tip.header().time().millis() > ChainMetrics.LIVE_MILLIS_MAX;
        if (!caughtUpOn
                && before.isPresent()
                && tip.header().parent().equals(before.get().id())) {
            count(before.get(), tip);
        }
    }

    private void count(Tip parent, Tip block) {
        long slot = schedule.slotAt(block.header().time());
        if (schedule.slot(parent.state(), slot).isExtra()) {
            extra.increment();
        }
        long first = Math.max(schedule.slotAt(parent.header().time()) + 1, slot - GAP_MAX);
        for (long empty = first; empty < slot; empty++) {
            Slot gone = schedule.slot(parent.state(), empty);
            if (own.contains(gone.producer())) {
                (gone.outUntil().isPresent() ? suspended : missed).increment();
            }
        }
    }
}
