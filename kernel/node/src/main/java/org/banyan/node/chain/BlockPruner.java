package org.banyan.node.chain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.ChainStore.Keeping;
import org.banyan.types.Height;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what is not kept of a running chain's old blocks, a small batch at a time on the chain's lane, with a pause behind each. One thread. */
public final class BlockPruner implements AutoCloseable {
    /** More than states are retained, and so than snapshots reach back. */
    public static final long KEEP_MIN = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.store");
    private static final long LOOK_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 20;
    private static final long STOP_MILLIS_MAX = 5_000;

    private final RunningChain chain;
    private final Keeping keeping;
    private final long keep;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private BlockPruner(RunningChain chain, Keeping keeping, long keep) {
        this.chain = chain;
        this.keeping = keeping;
        this.keep = kept(keep, chain.specification().markWindow());
        this.thread = new Thread(this::run, "prune-" + chain.name());
        this.thread.setDaemon(true);
    }

    /** @param keep newest final blocks of which nothing is removed */
    public static BlockPruner start(RunningChain chain, Keeping keeping, long keep) {
        BlockPruner pruner = new BlockPruner(chain, keeping, keep);
        pruner.thread.start();
        return pruner;
    }

    static long kept(long wanted, long markWindow) {
        return Math.max(Math.max(KEEP_MIN, wanted), 2 * markWindow);
    }

    private void run() {
        try {
            boolean more = false;
            while (!stop.await(more ? PAUSE_MILLIS : LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                more = step();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step() {
        try {
            return chain.read(this::prune);
        } catch (ChainUnavailableException busy) {
            LOG.debug("{}: nothing is pruned now: {}", chain.name(), busy.getMessage());
            return false;
        }
    }

    private boolean prune(ChainEngine engine) {
        return prune(engine, keep, keeping);
    }

    /** One batch, on the chain's lane; whether more is left to remove. */
    static boolean prune(ChainEngine engine, long keep, Keeping keeping) {
        ChainStore store = engine.store();
        // Snapshots reach back to what was final as of their block.
        Height known = store.effects(engine.finalBlock().id()).finalHeight();
        long below = known.value() - keep;
        return below > 0 && store.pruneBlocks(new Height(below), keeping);
    }

    /** Stops within a batch. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(STOP_MILLIS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
