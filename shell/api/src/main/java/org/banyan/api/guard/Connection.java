package org.banyan.api.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection under guard: closes it when it holds itself up or floods. On its event loop, except where said otherwise. */
final class Connection extends ChannelDuplexHandler {
    private static final long CHECK_MILLIS = 500;
    private static final double NANOS = 1e9;

    /** Frames that carry nothing: burst and refill in prices, and how many bytes either way earn one. */
    private static final int IDLE_FRAMES_BURST = 1_000 * FrameMeter.IDLE_FRAME;

    private static final int IDLE_FRAMES_PER_SECOND = 100 * FrameMeter.IDLE_FRAME;
    private static final int BYTES_PER_PRICE = 4096;

    /** Requests that come at once, refused ones among them; far more than streams may be open. */
    private static final int BODIES_MAX = 1_000;

    private final Connections all;
    private final ApiLimits limits;
    private final AttentiveTime time =
            new AttentiveTime(System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(2 * CHECK_MILLIS));
    private final long opened = time.now(System.nanoTime());
    private final FrameMeter frames = new FrameMeter();
    private final TokenBucket idleFrames =
            new TokenBucket(IDLE_FRAMES_PER_SECOND, IDLE_FRAMES_BURST, System.nanoTime());
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long lastUse = System.nanoTime();
    private long written;
    private long takenBefore;
    private long waitingSince;
    private boolean waiting;
    private long unansweredSince;
    private long unansweredBytes;
    private long held;
    private volatile boolean mayHoldRequestsOpen;
    private volatile boolean unanswered;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> checking;

    Connection(Connections all, ApiLimits limits) {
        this.all = all;
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
        if (!all.opened(this, context.channel().remoteAddress())) {
            context.close();
            return;
        }
        checking =
                context.executor().scheduleAtFixedRate(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (checking != null) {
            checking.cancel(false);
        }
        all.hold(-held, context.channel().remoteAddress());
        held = 0;
        all.closed(this, context.channel().remoteAddress());
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            long now = System.nanoTime();
            long at = time.now(now);
            int price = frames.read(bytes, at);
            if (price > 0) {
                idleFrames.spend(price, now);
            } else {
                idleFrames.earn(-price + bytes.readableBytes() / BYTES_PER_PRICE, now);
            }
            if (frames.isHttp1() && calls.get() == 0) {
                if (!unanswered) {
                    unanswered = true;
                    unansweredSince = at;
                    unansweredBytes = 0;
                }
                unansweredBytes += bytes.readableBytes();
            }
            if (!holds(context)) {
                bytes.release();
                return;
            }
            if (price > 0 && !idleFrames.hasAny(now)) {
                bytes.release();
                drop("idle_frames");
                return;
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (frames.isHttp1()) {
            unanswered = false; // also by a refusal, of which no call begins
        }
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
            if (bytes.readableBytes() >= BYTES_PER_PRICE) {
                idleFrames.earn(bytes.readableBytes() / BYTES_PER_PRICE, System.nanoTime());
            }
        }
        context.write(message, promise);
    }

    private void check() {
        long now = time.check(System.nanoTime());
        long patience = limits.patience().toNanos();
        ChannelHandlerContext open = context;
        if (open == null || !holds(open)) {
            return;
        }
        boolean begun = frames.isSettled() || frames.isHttp1();
        if (!begun && now - opened > patience || isUnanswered(now, patience)) {
            drop("no_request");
        } else if (!mayHoldRequestsOpen && frames.bodies().stall(now, patience, limits.bytesPerSecond())) {
            drop("slow_request");
        } else if (frames.isStuck(now, patience, limits.bytesPerSecond())) {
            drop("slow_frame");
        } else if (readerStalls(now, patience)) {
            drop("slow_reader");
        }
    }

    /** Of HTTP/1: what came has not become a request, and comes too slowly. */
    private boolean isUnanswered(long now, long patience) {
        long age = now - unansweredSince;
        return unanswered && age > patience && unansweredBytes < limits.bytesPerSecond() * (age / NANOS);
    }

    /** Counts what is held of requests that are not whole; closes the connection, and answers false, where that is too much. */
    private boolean holds(ChannelHandlerContext context) {
        long now = frames.isHttp1()
                ? (unanswered ? unansweredBytes : 0)
                : frames.bodies().bytes();
        long more = now - held;
        held = now;
        boolean few = all.hold(more, context.channel().remoteAddress())
                && frames.bodies().count() <= BODIES_MAX;
        if (!few && more > 0) {
            drop("held_bytes");
        }
        return few || more <= 0;
    }

    /** Whether something waits to be taken by the other side, has for longer than patience, and less was taken meanwhile than must be. */
    private boolean readerStalls(long now, long patience) {
        if (!isWaiting()) {
            waiting = false;
            return false;
        }
        if (!waiting) {
            waiting = true;
            waitingSince = now;
            takenBefore = taken();
        }
        long age = now - waitingSince;
        return age > patience && taken() - takenBefore < limits.bytesPerSecond() * (age / NANOS);
    }

    /** Whether the system holds bytes back because the other side reads none, or HTTP/2 does because it opens no window. */
    private boolean isWaiting() {
        ChannelHandlerContext open = context;
        if (open == null) {
            return false;
        }
        ChannelOutboundBuffer pending = open.channel().unsafe().outboundBuffer();
        if (pending != null && pending.totalPendingWriteBytes() > 0) {
            return true;
        }
        Http2ConnectionHandler http2 = open.pipeline().get(Http2ConnectionHandler.class);
        return http2 != null && isWaiting(http2.connection());
    }

    private static boolean isWaiting(Http2Connection connection) {
        try {
            var flow = connection.remote().flowController();
            return connection.forEachActiveStream(stream -> !flow.hasFlowControlled(stream)) != null;
        } catch (Http2Exception impossible) {
            throw new IllegalStateException("looking at streams failed: " + impossible.getMessage(), impossible);
        }
    }

    /** Bytes that the other side's system has taken. */
    private long taken() {
        ChannelHandlerContext open = context;
        ChannelOutboundBuffer waiting =
                open == null ? null : open.channel().unsafe().outboundBuffer();
        return waiting == null ? written : written - waiting.totalPendingWriteBytes();
    }

    /** From any thread. */
    void drop(String why) {
        ChannelHandlerContext open = context;
        if (open != null && open.channel().isActive()) {
            all.observer().dropped(why);
            open.close();
        }
    }

    /** One of its calls lets its caller go on sending for as long as it likes. From any thread. */
    void mayHoldRequestsOpen() {
        mayHoldRequestsOpen = true;
    }

    /** A call began on it; from any thread. */
    void callBegan() {
        calls.incrementAndGet();
        unanswered = false;
    }

    /** From any thread. */
    void callEnded() {
        lastUse = System.nanoTime();
        calls.decrementAndGet();
    }

    /** Since when nothing runs on it; {@link Long#MAX_VALUE} while something does. From any thread. */
    long idleSince() {
        return calls.get() > 0 ? Long.MAX_VALUE : lastUse;
    }
}
