package org.banyan.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.banyan.api.TransactionMessages.Place;
import org.banyan.node.chain.EffectSubscription;
import org.banyan.types.TransactionId;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Finality;
import org.banyan.v1.TransactionStatus;

/** Waits for a transaction to move on: looks again whenever the chain did something, until its caller goes away. One caller at a time. */
final class TransactionWatch implements AutoCloseable {
    private final TransactionMessages messages;
    private final ServiceRequestContext call;
    private final Semaphore moved;
    private final EffectSubscription subscription;
    private final ChainReader reader;
    private boolean seen;

    private TransactionWatch(
            ChainReader reader, ServiceRequestContext call, Semaphore moved, EffectSubscription subscription) {
        this.reader = reader;
        this.messages = new TransactionMessages(reader);
        this.call = call;
        this.moved = moved;
        this.subscription = subscription;
    }

    static TransactionWatch open(ChainReader reader) {
        Semaphore moved = new Semaphore(0);
        ServiceRequestContext call = ServiceRequestContext.current();
        call.whenRequestCancelling().thenRun(moved::release);
        return new TransactionWatch(reader, call, moved, reader.chain().wakeUps(moved::release));
    }

    /** The status once {@code until} is reached or the transaction left the pool for good. */
    TransactionStatus await(TransactionId id, Finality until, long waitNanos) {
        long deadline = System.nanoTime() + waitNanos;
        TransactionStatus status = TransactionStatus.getDefaultInstance();
        do {
            status = next(id, status, deadline - System.nanoTime());
        } while (!reached(status, until));
        return status;
    }

    private static boolean reached(TransactionStatus status, Finality until) {
        return switch (status.getStage()) {
            case TRANSACTION_STAGE_EXPIRED, TRANSACTION_STAGE_DROPPED -> true;
            default -> BlockMessages.isAtLeast(status.getFinality(), until);
        };
    }

    /** The status as soon as its stage, block or finality, or why it waits, differs from {@code last}. */
    TransactionStatus next(TransactionId id, TransactionStatus last, long waitNanos) {
        long deadline = System.nanoTime() + waitNanos;
        while (true) {
            TransactionStatus now = look(id);
            boolean news = now.getStage() != last.getStage()
                    || now.getFinality() != last.getFinality()
                    || !now.getBlock().equals(last.getBlock())
                    || !now.getMessage().equals(last.getMessage());
            if (news) {
                return now;
            }
            if (!sleepUntil(deadline)) {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_WAIT_TIMEOUT,
                        "transaction " + id + " is still "
                                + now.getStage().name().substring("TRANSACTION_STAGE_".length()),
                        Map.of("id", id.toString(), "stage", now.getStage().name()));
            }
        }
    }

    private TransactionStatus look(TransactionId id) {
        Optional<Place> place = messages.place(id);
        if (place.isPresent()) {
            seen = true;
            return messages.status(id, place.get());
        }
        if (!seen) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_TX_NOT_FOUND,
                    "this node knows no transaction " + id,
                    Map.of("id", id.toString()));
        }
        return messages.left(id);
    }

    private boolean sleepUntil(long deadline) {
        try {
            boolean woken = moved.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            moved.drainPermits();
            return woken && !call.isCancelled(); // of a chain that stopped, the next look says so
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
