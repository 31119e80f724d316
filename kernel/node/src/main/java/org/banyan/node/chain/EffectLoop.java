package org.banyan.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.SignRequest;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.CheckedAhead;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.chain.OfferedBlock;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.node.chain.ChainObserver.Step;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.SignatureType;

/**
 * Feeds engine and agents and carries out what they ask for, one step after another. Confined to its lane; with a virtual clock and lane it repeats itself
 * exactly.
 */
final class EffectLoop {
    /** Agent events that one step may cause before the agent counts as broken. */
    static final int EVENTS_PER_STEP_MAX = 10_000;

    /** Sources whose refusals are remembered as told. */
    private static final int REFUSED_OFFERS_MAX = 1_000;

    private final ChainEngine engine;
    private final Seats seats;
    private final TimeSource time;
    private final List<AgentTimers> timers = new ArrayList<>();
    private final EarlyBlocks early;
    private final Set<String> refusedOffers = new TreeSet<>();
    private final ChainObserver observer;
    private final Consumer<EngineEffect> listeners;
    private final SlotDiary diary;
    private long produced;

    EffectLoop(
            ChainEngine engine,
            List<Seat> seats,
            TimeSource time,
            Lane lane,
            Consumer<Runnable> step,
            ChainObserver observer,
            Consumer<EngineEffect> listeners) {
        this.engine = engine;
        this.seats = new Seats(seats);
        this.time = time;
        this.diary = new SlotDiary(seats, time, engine.parts().rules().specification());
        for (int seat = 0; seat < seats.size(); seat++) {
            int owner = seat;
            timers.add(new AgentTimers(lane, time, step, (timer, due) -> timerFired(owner, timer, due)));
        }
        this.early = new EarlyBlocks(lane, time, step, this::importBlock);
        this.observer = observer;
        this.listeners = listeners;
    }

    ChainEngine engine() {
        return engine;
    }

    SlotLedger ledger() {
        return diary.ledger();
    }

    void start() {
        engine.keptWitnesses().forEach(this::tellGrown);
        seats.tellAll(new AgentEvent.HeadChanged(time.now(), engine.head(), engine.finalBlock()));
        drain();
    }

    ImportOutcome importBlock(Block block, Witness witness) {
        return importBlock(block, witness, CheckedAhead.NOTHING);
    }

    /** What of the block's transactions was checked before; empty when they need not be checked. */
    Optional<CheckedAhead> checkedBefore(Block block, Witness witness) {
        return engine.checkedBefore(block, witness, time.now());
    }

    ImportOutcome importBlock(Block block, Witness witness, CheckedAhead ahead) {
        return importBlock(new OfferedBlock(block, witness, ahead), Optional.empty());
    }

    /** @param next the block that is handed in afterwards, when all is known of it that workers find out */
    ImportOutcome importBlock(OfferedBlock offered, Optional<OfferedBlock> next) {
        long before = System.nanoTime();
        List<EngineEffect> effects = new ArrayList<>();
        ImportOutcome outcome = engine.importBlock(offered, next, time.now(), effects);
        observer.imported(outcome, System.nanoTime() - before);
        if (outcome instanceof ImportOutcome.Early held) {
            early.hold(offered.block(), offered.witness(), held.at());
        }
        absorb(effects);
        drain();
        return outcome;
    }

    void addWitness(BlockId block, Witness witness) {
        List<EngineEffect> effects = new ArrayList<>();
        engine.addWitness(block, witness, effects);
        absorb(effects);
        drain();
    }

    Verdict submit(CheckedTransaction transaction, Origin origin) {
        Verdict verdict = bringingWork(() -> engine.submit(transaction));
        observer.submitted(verdict, origin);
        if (verdict.isAccepted()) {
            observer.admitted(transaction.signed().raw());
        }
        return verdict;
    }

    Verdict offer(String source, Inherent inherent) {
        return bringingWork(() -> engine.offer(source, inherent));
    }

    /** Tells the agent when there is something to put into a block where there was nothing. */
    private Verdict bringingWork(Supplier<Verdict> step) {
        boolean worked = engine.knownBlocks().workWaits();
        Verdict verdict = step.get();
        if (!worked && engine.knownBlocks().workWaits()) {
            seats.tellAll(new AgentEvent.WorkArrived(time.now()));
            drain();
        }
        return verdict;
    }

    /** The agent of a peer, or somebody who claims to be one, said something. */
    void hear(Bytes message) {
        if (message.size() <= AgentEffect.Send.BYTES_MAX) {
            seats.tellAll(new AgentEvent.Received(time.now(), message));
            drain();
        }
    }

    void instruct(Bytes instruction) {
        seats.tellAll(new AgentEvent.Instructed(time.now(), instruction));
        drain();
    }

    ChainStatus status() {
        return new ChainStatus(
                engine.head().id(),
                engine.head().header(),
                engine.finalBlock().id(),
                engine.finalBlock().header(),
                engine.pool().size(),
                engine.pool().bytes(),
                engine.pool().oldest().map(oldest -> oldest.signed().raw()),
                engine.store().stateReads(),
                seats.notProducing(),
                produced);
    }

    private void timerFired(int seat, String timer, Timestamp due) {
        diary.woke(seat, due).ifPresent(why -> observer.notProducing(seats.line(seat, why)));
        seats.tell(seat, new AgentEvent.TimerFired(time.now(), timer));
        drain();
    }

    private void drain() {
        Optional<AgentEvent> next = seats.next();
        for (int handled = 0; next.isPresent(); handled++) {
            if (handled >= EVENTS_PER_STEP_MAX * seats.count()) {
                throw new IllegalStateException("the consensus agent does not come to rest: "
                        + EVENTS_PER_STEP_MAX * seats.count() + " events in one step, the next is " + next.get());
            }
            seats.handNext(engine.knownBlocks()).forEach(wanted -> carryOut(wanted.seat(), wanted.effect()));
            next = seats.next();
        }
    }

    private void carryOut(int seat, AgentEffect effect) {
        switch (effect) {
            case AgentEffect.Propose propose -> propose(seat, propose);
            case AgentEffect.Sign sign -> sign(seat, sign.request());
            case AgentEffect.Publish publish -> publish(seat, publish);
            case AgentEffect.AddWitness add -> {
                List<EngineEffect> effects = new ArrayList<>();
                engine.addWitness(add.block(), Witness.of(add.entry()), effects);
                absorb(effects);
            }
            case AgentEffect.Anchor anchor -> {
                List<EngineEffect> effects = new ArrayList<>();
                engine.anchor(anchor.block(), effects);
                absorb(effects);
            }
            case AgentEffect.Offer offer -> offer(offer);
            case AgentEffect.KeepWitness keep -> {
                List<EngineEffect> effects = new ArrayList<>();
                engine.keepWitness(keep.block(), Witness.of(keep.entry()), effects);
                absorb(effects);
            }
            case AgentEffect.Send send -> {
                observer.said(send.message());
                seats.tellOthers(seat, time.now(), send.message());
            }
            case AgentEffect.SetTimer set -> timers.get(seat).set(set.timer(), set.at());
            case AgentEffect.NotProducing not -> notProducing(seat, not.reason());
            case AgentEffect.Report report -> observer.report(seats.line(seat, report.message()));
        }
    }

    /** What is refused is said once for each source: agents offer again what a losing branch may have held, long after the chain took it. */
    private void offer(AgentEffect.Offer offer) {
        if (engine.offer(offer.source(), offer.inherent()) instanceof Verdict.Rejected rejected
                && refusedOffers.add(offer.source())) {
            observer.report(
                    "no block will carry what the consensus agent offers as " + offer.source() + ": " + rejected);
        }
        if (refusedOffers.size() > REFUSED_OFFERS_MAX) {
            refusedOffers.clear();
        }
    }

    private void sign(int seat, SignRequest request) {
        if (request.type() == SignatureType.VOTE) {
            engine.store().syncWitnesses();
        }
        Optional<Bytes> signed = diary.timed(() -> seats.at(seat).guard().sign(request));
        observer.signed(request.type(), signed.isPresent(), diary.tookNanos());
        if (request.type() == SignatureType.BLOCK) {
            observer.worked(Step.SIGN, diary.tookNanos());
            diary.signed(seat, signed.isPresent());
        }
        AgentEvent answer = signed.<AgentEvent>map(signature -> new AgentEvent.Signed(time.now(), request, signature))
                .orElseGet(() -> new AgentEvent.SignRefused(time.now(), request));
        seats.tell(seat, answer);
    }

    private void propose(int seat, AgentEffect.Propose propose) {
        diary.proposed(seat, propose.time());
        ChainEngine.BuildOutcome outcome =
                diary.timed(() -> engine.build(propose.parent(), propose.time(), propose.data()));
        observer.worked(Step.BUILD, diary.tookNanos());
        diary.built(seat, outcome);
        seats.tell(
                seat,
                switch (outcome) {
                    case ChainEngine.BuildOutcome.Built built ->
                        new AgentEvent.BlockBuilt(time.now(), built.header(), built.id());
                    case ChainEngine.BuildOutcome.Impossible impossible ->
                        new AgentEvent.BuildFailed(
                                time.now(),
                                propose.parent(),
                                impossible.verdict().toString());
                });
    }

    private void publish(int seat, AgentEffect.Publish publish) {
        List<EngineEffect> effects = new ArrayList<>();
        Verdict verdict = diary.timed(() -> engine.publish(publish.block(), publish.seal(), effects));
        observer.worked(Step.STORE, diary.tookNanos());
        diary.published(seat, verdict);
        switch (verdict) {
            case Verdict.Accepted accepted -> {
                produced++;
                seats.produces(seat);
                stored(effects).ifPresent(header -> observer.produced(header, diary.nanosSinceProposal(seat)));
            }
            case Verdict.Rejected rejected -> notProducing(seat, "own block was not published: " + rejected);
        }
        absorb(effects);
    }

    private static Optional<Header> stored(List<EngineEffect> effects) {
        return effects.stream()
                .filter(EngineEffect.BlockStored.class::isInstance)
                .map(effect -> ((EngineEffect.BlockStored) effect).block().header())
                .findFirst();
    }

    private void notProducing(int seat, String reason) {
        seats.producesNot(seat, reason);
        diary.ledger().producesNot(seats.at(seat).name(), time.now(), reason);
        observer.notProducing(seats.line(seat, reason));
    }

    private void absorb(List<EngineEffect> effects) {
        for (EngineEffect effect : effects) {
            observer.effect(effect);
            listeners.accept(effect);
            switch (effect) {
                case EngineEffect.HeadMoved moved ->
                    seats.tellAll(new AgentEvent.HeadChanged(time.now(), moved.head(), moved.finalBlock()));
                case EngineEffect.WitnessGrew grew -> tellGrown(grew);
                case EngineEffect.BlockStored stored -> {
                    diary.ledger().arrived(stored.block().header().time(), time.now());
                    engine.knownBlocks()
                            .block(stored.id())
                            .ifPresent(block -> seats.tellAll(new AgentEvent.BlockAdded(time.now(), block)));
                }
                case EngineEffect.Finalized finalized -> {}
                case EngineEffect.TransactionsExpired expired -> {}
            }
        }
    }

    private void tellGrown(EngineEffect.WitnessGrew grew) {
        seats.tellAll(new AgentEvent.WitnessGrew(time.now(), grew.block(), grew.parentState(), grew.witness()));
    }
}
