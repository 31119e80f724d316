package org.banyan.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.banyan.api.guard.ApiLimits;
import org.banyan.consensus.Schedule;
import org.banyan.node.chain.EffectSubscription;
import org.banyan.types.Timestamp;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Round;
import org.banyan.v1.RoundItemKind;
import org.banyan.v1.SubscribeRoundsRequest;
import org.banyan.v1.SubscribeRoundsResponse;

/**
 * A stream of rounds: looks at the chain when it did something and when a slot begins or ends, and tells what differs from what it told last. So it holds two
 * rounds, however much happens. Runs on a thread of its own while the caller listens.
 */
final class RoundStream {
    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final String CURSOR_PREFIX = "r";

    /** Between two looks: one costs the states of a round's blocks, and a busy chain does something all the time. */
    private static final long LOOK_MILLIS_MIN = 50;

    private final HostedChains chains;
    private final ChainReader reader;
    private final PacedReader<SubscribeRoundsResponse> out;
    private final Semaphore moved = new Semaphore(0);

    /** The round that is told next, and what of it was told last. */
    private long open;

    private Round told = Round.getDefaultInstance();

    /** The one before, as it was told when it was over. */
    private Optional<Round> closed = Optional.empty();

    private RoundStream(HostedChains chains, ChainReader reader, PacedReader<SubscribeRoundsResponse> out) {
        this.chains = chains;
        this.reader = reader;
        this.out = out;
    }

    static void open(
            HostedChains chains,
            SubscribeRoundsRequest request,
            StreamObserver<SubscribeRoundsResponse> observer,
            ApiLimits limits) {
        var out = new PacedReader<>((ServerCallStreamObserver<SubscribeRoundsResponse>) observer, limits.patience());
        try {
            new RoundStream(chains, chains.find(request.getChain()), out).run(request.getFrom());
        } catch (RuntimeException failure) {
            out.fail(failure);
        }
    }

    private void run(String from) {
        ServiceRequestContext.current().whenRequestCancelling().thenRun(moved::release);
        open = chains.inTurn(() -> first(new RoundMessages(reader), from));
        try (EffectSubscription subscription = reader.chain().wakeUps(moved::release)) {
            long silentSince = System.nanoTime();
            while (!out.isGone()) {
                if (subscription.isOver()) {
                    throw new ApiFailure(ErrorReason.ERROR_REASON_NODE_NOT_READY, "the chain stopped");
                }
                Look look = chains.inTurn(this::look);
                if (look.item().isPresent()) {
                    out.send(look.item().get());
                    silentSince = System.nanoTime();
                } else {
                    long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - silentSince);
                    if (silent >= HEARTBEAT_MILLIS) {
                        out.send(item(RoundItemKind.ROUND_ITEM_KIND_HEARTBEAT).build());
                        silentSince = System.nanoTime();
                    } else {
                        await(Math.min(look.nextMillis(), HEARTBEAT_MILLIS - silent));
                    }
                }
            }
        }
    }

    private static long first(RoundMessages messages, String from) {
        if (!from.startsWith(CURSOR_PREFIX)) {
            return messages.number(from);
        }
        long behind = RoundMessages.number("from", from.substring(CURSOR_PREFIX.length()));
        return messages.number(Long.toString(behind + 1));
    }

    /** One item that is due, or when to look again. */
    private Look look() {
        RoundMessages messages = new RoundMessages(reader);
        Optional<Round> changed = closed.map(before -> messages.round(before.getNumber(), false))
                .filter(now -> !closed.equals(Optional.of(now)));
        if (changed.isPresent()) {
            return closing(changed.get());
        }
        long present = messages.present();
        if (open > present) {
            return Look.again(millisToNextSlot(messages));
        }
        Round now = messages.round(open, false);
        if (open < present) {
            long wait = millisToSettle(messages, now);
            if (wait > 0) {
                return Look.again(wait);
            }
            open++;
            told = Round.getDefaultInstance();
            return closing(now);
        }
        if (now.equals(told)) {
            return Look.again(millisToNextSlot(messages));
        }
        told = now;
        return Look.of(item(RoundItemKind.ROUND_ITEM_KIND_RUNNING)
                .setCursor(CURSOR_PREFIX + (now.getNumber() - 1))
                .setRound(now));
    }

    private Look closing(Round over) {
        closed = Optional.of(over);
        return Look.of(item(RoundItemKind.ROUND_ITEM_KIND_OVER)
                .setCursor(CURSOR_PREFIX + over.getNumber())
                .setRound(over));
    }

    /** The last block of a round is on its way for a while: half a slot after the round's end, unless a later one is here already. */
    private static long millisToSettle(RoundMessages messages, Round round) {
        Schedule schedule = messages.schedule();
        long last = round.getSlots(round.getSlotsCount() - 1).getSlot();
        Timestamp head =
                messages.branch().header(messages.branch().headHeight()).time();
        if (schedule.slotAt(head) > last) {
            return 0;
        }
        long end = schedule.start(last + 1).millis();
        long slot = end - schedule.start(last).millis();
        return end + slot / 2 - messages.now().millis();
    }

    private static long millisToNextSlot(RoundMessages messages) {
        Schedule schedule = messages.schedule();
        long now = schedule.slotAt(messages.now());
        return schedule.start(Math.max(1, now + 1)).millis() - messages.now().millis();
    }

    private SubscribeRoundsResponse.Builder item(RoundItemKind kind) {
        return SubscribeRoundsResponse.newBuilder().setKind(kind).setHead(reader.head());
    }

    /** Until the chain did something, but no longer than given, and never so short that looking is all that is done. */
    private void await(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS_MIN);
            boolean woken = moved.tryAcquire(Math.max(0, millis - LOOK_MILLIS_MIN), TimeUnit.MILLISECONDS);
            if (woken) {
                moved.drainPermits();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw PacedReader.stopping();
        }
    }

    /** @param nextMillis when something may be due without the chain doing anything */
    private record Look(Optional<SubscribeRoundsResponse> item, long nextMillis) {
        static Look of(SubscribeRoundsResponse.Builder item) {
            return new Look(Optional.of(item.build()), 0);
        }

        static Look again(long millis) {
            return new Look(Optional.empty(), millis);
        }
    }
}
