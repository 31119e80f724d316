package org.banyan.node.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.core.chain.EngineEffect;

/**
 * A bounded queue of what a chain did. Who reads too slowly is told {@link Item.Lagged} once, after what was queued, and gets nothing more: never a silent
 * gap. Start anew from the store and subscribe again. One with {@link #WAKE_UPS_ONLY} queues no effects and so is never behind.
 *
 * <p>Thread-safe.
 */
public final class EffectSubscription implements AutoCloseable {
    /** What waits for the reader. */
    public sealed interface Item {
        record Effect(EngineEffect effect) implements Item {}

        /** The reader was too slow and missed what follows; the subscription is over. */
        record Lagged() implements Item {}

        /** The chain stopped; the subscription is over. */
        record Stopped() implements Item {}
    }

    static final int WAKE_UPS_ONLY = 0;

    private final int capacity;
    private final Runnable wakeUp;
    private final Consumer<EffectSubscription> onClose;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private boolean over;

    EffectSubscription(int capacity, Runnable wakeUp, Consumer<EffectSubscription> onClose) {
        this.capacity = capacity;
        this.wakeUp = wakeUp;
        this.onClose = onClose;
    }

    /** The next item if there is one. */
    public synchronized Optional<Item> poll() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Whether the last item was handed out or waits: there will be no others. */
    public synchronized boolean isOver() {
        return over;
    }

    void add(EngineEffect effect) {
        synchronized (this) {
            if (over) {
                return;
            }
            if (capacity != WAKE_UPS_ONLY) {
                boolean full = waiting.size() >= capacity;
                waiting.add(full ? new Item.Lagged() : new Item.Effect(effect));
                over = full;
            }
        }
        wakeUp.run();
    }

    void stopped() {
        synchronized (this) {
            if (over) {
                return;
            }
            waiting.add(new Item.Stopped());
            over = true;
        }
        wakeUp.run();
    }

    @Override
    public void close() {
        synchronized (this) {
            over = true;
            waiting.clear();
        }
        onClose.accept(this);
    }
}
