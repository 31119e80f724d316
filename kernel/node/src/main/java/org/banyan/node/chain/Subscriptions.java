package org.banyan.node.chain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.banyan.core.chain.EngineEffect;

/** Who is told what a chain does. Thread-safe. */
final class Subscriptions {
    private final String name;
    private final List<EffectSubscription> open = new CopyOnWriteArrayList<>();

    /** @param name of the chain */
    Subscriptions(String name) {
        this.name = name;
    }

    /** @throws ChainUnavailableException when there are as many as a chain serves */
    EffectSubscription add(int capacity, Runnable wakeUp) {
        if (open.size() >= RunningChain.SUBSCRIPTIONS_MAX) {
            throw new ChainUnavailableException(
                    ChainUnavailableException.Reason.BUSY,
                    "chain " + name + " has " + RunningChain.SUBSCRIPTIONS_MAX
                            + " subscriptions, the most it serves; close some");
        }
        var subscription = new EffectSubscription(capacity, wakeUp, open::remove);
        open.add(subscription);
        return subscription;
    }

    void tell(EngineEffect effect) {
        open.forEach(subscription -> subscription.add(effect));
    }

    /** The chain does nothing any more. */
    void stopped() {
        open.forEach(EffectSubscription::stopped);
    }
}
