package org.banyan.node.chain;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.Timestamp;

/** The named timers of one agent, on its lane. A wall clock that jumps delays or hastens no timer past its time. */
final class AgentTimers {
    /** Names that an agent may use. */
    static final int NAMES_MAX = 64;

    /** Longest wait before the clock is read again, so that a clock set forward fires within it. */
    private static final long WAIT_MILLIS_MAX = 60_000;

    private final Lane lane;
    private final TimeSource time;
    private final Consumer<Runnable> step;
    private final BiConsumer<String, Timestamp> fire;
    private final Map<String, Armed> armed = new TreeMap<>();
    private long generation;

    private record Armed(Timestamp at, long generation) {}

    /**
     * @param step runs a task of the lane with the owner's error handling
     * @param fire is told the timer that is due, and when it was due
     */
    AgentTimers(Lane lane, TimeSource time, Consumer<Runnable> step, BiConsumer<String, Timestamp> fire) {
        this.lane = lane;
        this.time = time;
        this.step = step;
        this.fire = fire;
    }

    void set(String name, Timestamp at) {
        if (!armed.containsKey(name) && armed.size() >= NAMES_MAX) {
            throw new IllegalStateException("the consensus agent uses more than " + NAMES_MAX + " timers");
        }
        Armed timer = new Armed(at, generation++);
        armed.put(name, timer);
        await(name, timer);
    }

    private void await(String name, Armed timer) {
        long wait = timer.at().millis() - time.now().millis();
        lane.later(Math.min(wait, WAIT_MILLIS_MAX), () -> step.accept(() -> due(name, timer)));
    }

    private void due(String name, Armed timer) {
        if (!timer.equals(armed.get(name))) {
            return;
        }
        if (time.now().compareTo(timer.at()) < 0) {
            await(name, timer);
            return;
        }
        armed.remove(name);
        fire.accept(name, timer.at());
    }
}
