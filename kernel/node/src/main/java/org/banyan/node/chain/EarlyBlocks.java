package org.banyan.node.chain;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;

/** Blocks whose time is ahead of the local clock: held without judgement and handed in again at their time. Confined to its lane. */
final class EarlyBlocks {
    /** Blocks held at once; more are forgotten, and their sender offers them again. */
    static final int HELD_MAX = 64;

    /** A block further ahead is not waited for. */
    static final long AHEAD_MILLIS_MAX = 60_000;

    private record Held(Block block, Witness witness) {}

    private final Lane lane;
    private final TimeSource time;
    private final Consumer<Runnable> step;
    private final BiFunction<Block, Witness, ImportOutcome> again;
    private final Set<Held> held = new LinkedHashSet<>();

    EarlyBlocks(Lane lane, TimeSource time, Consumer<Runnable> step, BiFunction<Block, Witness, ImportOutcome> again) {
        this.lane = lane;
        this.time = time;
        this.step = step;
        this.again = again;
    }

    void hold(Block block, Witness witness, Timestamp at) {
        long wait = at.millis() - time.now().millis();
        Held early = new Held(block, witness);
        if (wait > AHEAD_MILLIS_MAX || held.size() >= HELD_MAX || !held.add(early)) {
            return;
        }
        lane.later(
                wait,
                () -> step.accept(() -> {
                    held.remove(early);
                    ImportOutcome ignored = again.apply(block, witness); // observers hear of it
                }));
    }
}
