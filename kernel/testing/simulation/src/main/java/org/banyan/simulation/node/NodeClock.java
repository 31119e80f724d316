package org.banyan.simulation.node;

import org.banyan.spi.time.TimeSource;
import org.banyan.testkit.world.EventQueue;
import org.banyan.types.Timestamp;

/** One machine's clock: it runs too fast or too slow, and somebody sets it now and then. */
public final class NodeClock implements TimeSource {
    private static final long MILLION = 1_000_000;

    private final EventQueue queue;
    private long setAt;
    private long showed;
    private long driftPpm;

    NodeClock(EventQueue queue) {
        this.queue = queue;
        this.setAt = queue.now().millis();
        this.showed = setAt;
    }

    @Override
    public Timestamp now() {
        long passed = queue.now().millis() - setAt;
        return new Timestamp(showed + passed + passed * driftPpm / MILLION);
    }

    /** Sets the clock {@code offsetMillis} beside the true time; from now on it drifts. */
    public void set(long offsetMillis, long driftPpm) {
        this.setAt = queue.now().millis();
        this.showed = setAt + offsetMillis;
        this.driftPpm = driftPpm;
    }
}
