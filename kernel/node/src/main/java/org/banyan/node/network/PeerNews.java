package org.banyan.node.network;

import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.sync.ChainEvent;
import org.banyan.node.chain.ChainObserver;
import org.banyan.types.Bytes;

/** Tells the peer loop what a chain does. Never waits: beyond what may wait, news are lost and learned again from standings. */
final class PeerNews implements ChainObserver {
    /** News of one chain that may wait for the loop. */
    static final int NEWS_MAX = 2048;

    private final Sink sink;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Takes news to the loop's lane. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param taken runs when the news is no longer waiting
         * @return whether the lane took it
         */
        boolean tell(ChainEvent event, Runnable taken);
    }

    PeerNews(Sink sink) {
        this.sink = sink;
    }

    private void tell(ChainEvent event) {
        boolean told = waiting.incrementAndGet() <= NEWS_MAX && sink.tell(event, waiting::decrementAndGet);
        if (!told) {
            waiting.decrementAndGet();
        }
    }

    @Override
    public void effect(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.BlockStored stored ->
                tell(new ChainEvent.Stored(stored.id(), stored.block(), stored.witness()));
            case EngineEffect.WitnessGrew grew ->
                tell(new ChainEvent.Grew(grew.block().id(), grew.witness()));
            case EngineEffect.HeadMoved moved -> {}
            case EngineEffect.Finalized done -> {}
            case EngineEffect.TransactionsExpired expired -> {}
        }
    }

    @Override
    public void said(Bytes message) {
        tell(new ChainEvent.Spoke(message));
    }

    @Override
    public void admitted(Bytes envelope) {
        tell(new ChainEvent.Admitted(envelope));
    }
}
