package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.ExitCode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.ResumingStream;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.SubmitResult;
import org.banyan.v1.SubscribeBlocksResponse;

/**
 * Submits signed transactions in batches over several connections, and follows blocks until all of them are final or refused. Unpaced it keeps as many in flight as
 * the plan says; paced, a batch that is late is sent at once and counts from then.
 */
final class Flight {
    private static final long POLL_MILLIS = 20;
    private static final double NANOS = 1e9;

    private final ClientOptions options;
    private final LoadPlan plan;
    private final Stop stop;
    private final Progress progress;
    private final long stallNanos;

    /** @param stallSeconds after which a chain that takes nothing more in is given up */
    Flight(ClientOptions options, LoadPlan plan, Stop stop, Progress progress, int stallSeconds) {
        this.options = options;
        this.plan = plan;
        this.stop = stop;
        this.progress = progress;
        this.stallNanos = TimeUnit.SECONDS.toNanos(stallSeconds);
    }

    /** @throws BanyanException if the node goes away or takes no requests of this kind */
    Track fly(List<SignedTransaction> transactions) {
        Track track = new Track(transactions);
        Semaphore room = new Semaphore(plan.inFlight());
        List<BanyanClient> clients = new ArrayList<>();
        for (int i = 0; i < plan.connections(); i++) {
            clients.add(BanyanClient.connect(options));
        }
        try (ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "load");
            thread.setDaemon(true);
            return thread;
        })) {
            // From a known height on, so that no block passes before the stream is open.
            String height = Long.toString(clients.getFirst().status().getHead().getHeight());
            try (ResumingStream<SubscribeBlocksResponse> blocks =
                    clients.getFirst().blocks(height)) {
                var following = CompletableFuture.runAsync(() -> follow(blocks, track, room), threads);
                AtomicInteger next = new AtomicInteger();
                long begin = System.nanoTime();
                var sending = CompletableFuture.allOf(clients.stream()
                        .map(client -> CompletableFuture.runAsync(
                                () -> send(client, transactions, track, room, next, begin), threads))
                        .toArray(CompletableFuture[]::new));
                await(sending, following, track);
            }
            return track;
        } finally {
            clients.forEach(BanyanClient::close);
        }
    }

    private void await(CompletableFuture<Void> sending, CompletableFuture<Void> following, Track track) {
        while (!(sending.isDone() && track.isDone())) {
            progress.at(track.finalCount() + track.refusedCount(), track.count(), rate(track));
            boolean failed = sending.isCompletedExceptionally() || following.isDone();
            boolean stalled = track.nanosSinceProgress() > stallNanos;
            if (failed || stalled || stop.isAsked()) {
                break;
            }
            sleep(POLL_MILLIS);
        }
        progress.end(track.finalCount() + track.refusedCount(), track.count(), rate(track));
        if (stop.isAsked()) {
            return; // the node may have been stopped by the same Ctrl-C
        }
        rethrow(sending);
        rethrow(following);
        if (!sending.isDone()) {
            throw new CliException(
                    ExitCode.UNREACHABLE,
                    "LOAD_STALLED",
                    "the chain took nothing in for " + TimeUnit.NANOSECONDS.toSeconds(stallNanos) + " s, with "
                            + track.includedCount() + " of " + track.sentCount() + " transactions in blocks",
                    "see `banyan status` and the node's log; wait longer with --timeout");
        }
    }

    private static String rate(Track track) {
        long nanos = track.committingNanos();
        return nanos == 0 ? "" : Math.round(track.includedCount() * NANOS / nanos) + "/s";
    }

    private static void rethrow(CompletableFuture<Void> part) {
        if (part.isCompletedExceptionally() && part.exceptionNow() instanceof RuntimeException failed) {
            throw failed;
        }
    }

    private void send(
            BanyanClient client,
            List<SignedTransaction> transactions,
            Track track,
            Semaphore room,
            AtomicInteger next,
            long begin) {
        for (int from = next.getAndAdd(plan.batch()); from < transactions.size(); from = next.getAndAdd(plan.batch())) {
            int to = Math.min(from + plan.batch(), transactions.size());
            if (!waitUntilDue(from, begin) || !take(room, to - from, track)) {
                return;
            }
            track.submitted(from, to, System.nanoTime());
            int refused = submit(client, transactions.subList(from, to), track);
            room.release(refused);
        }
    }

    /** @return whether to go on */
    private boolean waitUntilDue(int from, long begin) {
        long due = plan.rate() == 0 ? begin : begin + Math.round(from * NANOS / plan.rate());
        for (long left = due - System.nanoTime(); left > 0 && !stop.isAsked(); left = due - System.nanoTime()) {
            sleep(Math.min(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), POLL_MILLIS));
        }
        return !stop.isAsked();
    }

    private boolean take(Semaphore room, int places, Track track) {
        try {
            while (!stop.isAsked() && track.nanosSinceProgress() <= stallNanos) {
                if (room.tryAcquire(places, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** @return how many were refused */
    private static int submit(BanyanClient client, List<SignedTransaction> batch, Track track) {
        try {
            int refused = 0;
            for (SubmitResult result : client.submitBatch(batch)) {
                if (!result.getReason().isEmpty()) {
                    track.refused(result.getReason(), 1);
                    refused++;
                }
            }
            return refused;
        } catch (BanyanException busy) {
            if (busy.known() != ErrorReason.ERROR_REASON_NODE_NOT_READY
                    && busy.known() != ErrorReason.ERROR_REASON_RATE_LIMITED) {
                throw busy;
            }
            track.refused(busy.reason(), batch.size());
            return batch.size();
        }
    }

    private static void follow(ResumingStream<SubscribeBlocksResponse> blocks, Track track, Semaphore room) {
        while (blocks.hasNext()) {
            SubscribeBlocksResponse item = blocks.next();
            long now = System.nanoTime();
            List<String> ids = item.getBlock().getTransactionIdsList();
            switch (item.getKind()) {
                case BLOCK_ITEM_KIND_ADDED -> room.release(track.included(ids, now));
                case BLOCK_ITEM_KIND_FINAL -> room.release(track.finalized(ids, now));
                case BLOCK_ITEM_KIND_REVERTED -> track.reverted(ids);
                default -> {
                    // heartbeats say nothing of transactions
                }
            }
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
