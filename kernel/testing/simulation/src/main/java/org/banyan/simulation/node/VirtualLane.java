package org.banyan.simulation.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.banyan.node.chain.Lane;
import org.banyan.testkit.world.EventQueue;

/**
 * The virtual twin of the node's lane: tasks run one after another on the simulation's thread, what is offered at once, what is for later by the event queue.
 * A paused lane keeps everything; a dead one forgets it.
 */
final class VirtualLane implements Lane {
    static final int QUEUE_MAX = 4096;

    private final EventQueue queue;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean paused;
    private boolean dead;

    VirtualLane(EventQueue queue) {
        this.queue = queue;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        drain();
    }

    /** The process is gone: nothing runs any more. */
    void die() {
        dead = true;
        waiting.clear();
    }

    @Override
    public boolean offer(Runnable task) {
        if (dead || waiting.size() >= QUEUE_MAX) {
            return false;
        }
        waiting.add(task);
        drain();
        return true;
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        queue.after(delayMillis, () -> {
            if (!dead) {
                waiting.add(task);
                drain();
            }
        });
    }

    @Override
    public boolean isCurrent() {
        return false;
    }

    @Override
    public void close(Runnable last) {
        if (!dead) {
            drain();
            dead = true;
            last.run();
        }
    }

    private void drain() {
        if (running) {
            return;
        }
        running = true;
        try {
            while (!dead && !paused && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        } finally {
            running = false;
        }
    }
}
