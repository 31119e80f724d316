package org.banyan.testkit.world;

import java.util.SplittableRandom;
import org.banyan.types.Timestamp;

/**
 * One seed's world: its time, its randomness and its log. Two worlds of one seed in which the same things are asked for go the same way, to the last line.
 *
 * <p>Confined to one thread.
 */
public final class World {
    private final Entropy entropy;
    private final EventQueue queue;
    private final EventLog log = new EventLog();
    private final Timestamp start;

    public World(long seed, Timestamp start) {
        this.entropy = new Entropy(seed);
        SplittableRandom ties = entropy.stream("ties");
        this.queue = new EventQueue(start, ties::nextLong);
        this.start = start;
    }

    public long seed() {
        return entropy.seed();
    }

    public Entropy entropy() {
        return entropy;
    }

    public EventQueue queue() {
        return queue;
    }

    public EventLog log() {
        return log;
    }

    public Timestamp now() {
        return queue.now();
    }

    /** Virtual time that has passed. */
    public long elapsedMillis() {
        return queue.now().millis() - start.millis();
    }

    /** Writes down what {@code actor} did. */
    public void note(String actor, String what) {
        log.add(elapsedMillis() + " " + actor + " " + what);
    }
}
