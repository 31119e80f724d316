package org.banyan.node.snapshot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.banyan.core.snapshot.SnapshotException;
import org.banyan.core.snapshot.SnapshotMaker;
import org.banyan.core.store.ChainStore;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.Height;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a snapshot of a running chain at each multiple of a number of blocks, which all its nodes do at the same heights, and puts it on the shelf. One thread;
 * the chain goes on meanwhile.
 */
public final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.snapshot");
    private static final long LOOK_MILLIS = 500;
    private static final long STOP_MILLIS_MAX = 10_000;

    private final RunningChain chain;
    private final SnapshotShelf shelf;
    private final long every;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private long tried = -1;

    private SnapshotKeeper(RunningChain chain, SnapshotShelf shelf, long every) {
        this.chain = chain;
        this.shelf = shelf;
        this.every = every;
        this.thread = new Thread(this::run, "snapshots-" + chain.name());
        this.thread.setDaemon(true);
    }

    /** @param every blocks between two snapshots */
    public static SnapshotKeeper start(RunningChain chain, SnapshotShelf shelf, long every) {
        SnapshotKeeper keeper = new SnapshotKeeper(chain, shelf, every);
        keeper.thread.start();
        return keeper;
    }

    private void run() {
        try {
            while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long finalHeight = chain.status().finalHeader().height().value();
        long due = finalHeight - finalHeight % every;
        boolean isRetained = finalHeight - due < ChainStore.RETAINED_HEIGHTS;
        if (due > 0 && due > shelf.newest() && due > tried && isRetained) {
            tried = due;
            make(due);
        }
    }

    private void make(long height) {
        long begun = System.nanoTime();
        try {
            SnapshotFolder made = chain.look(parts -> SnapshotFolder.write(
                    shelf.place(height),
                    chunks -> new SnapshotMaker(parts.chain(), parts.store(), (number, chunk) -> {
                                refuseWhenStopping();
                                chunks.take(number, chunk);
                            })
                            .make(new Height(height))));
            shelf.add(made);
            LOG.info(
                    "{}: snapshot at height {} with {} values in {} chunks of {} bytes, made in {} ms",
                    chain.name(),
                    height,
                    made.manifest().values(),
                    made.manifest().chunks().size(),
                    made.manifest().bytes(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        } catch (Stopping | ChainUnavailableException stopping) {
            LOG.debug("{}: no snapshot at height {}: the chain stops", chain.name(), height);
        } catch (SnapshotException | RefusalException impossible) {
            LOG.warn("{}: no snapshot at height {}: {}", chain.name(), height, impossible.getMessage());
        }
    }

    private void refuseWhenStopping() {
        if (stop.getCount() == 0) {
            throw new Stopping();
        }
    }

    private static final class Stopping extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Stops within a chunk. */
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
