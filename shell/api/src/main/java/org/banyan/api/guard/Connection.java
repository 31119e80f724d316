package org.banyan.api.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection under guard: closes it when it holds itself up or floods. On its event loop, except where said otherwise. */
final class Connection extends ChannelDuplexHandler {
    private static final long CHECK_MILLIS = 500;

    /** Frames that carry nothing: burst and refill in prices, and how many bytes either way earn one. */
    private static final int IDLE_FRAMES_BURST = 1_000 * FrameMeter.IDLE_FRAME;

    private static final int IDLE_FRAMES_PER_SECOND = 100 * FrameMeter.IDLE_FRAME;
    private static final int BYTES_PER_PRICE = 4096;

    private final Connections all;
    private final ApiLimits limits;
    private final long opened = System.nanoTime();
    private final FrameMeter frames = new FrameMeter();
    private final TokenBucket idleFrames = new TokenBucket(IDLE_FRAMES_PER_SECOND, IDLE_FRAMES_BURST, opened);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile long lastUse = opened;
    private long written;
    private long unansweredSince;
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
        all.closed(this, context.channel().remoteAddress());
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            long now = System.nanoTime();
            int price = frames.read(bytes, now);
            if (price > 0) {
                idleFrames.spend(price, now);
            } else {
                idleFrames.earn(-price + bytes.readableBytes() / BYTES_PER_PRICE, now);
            }
            if (frames.isHttp1() && calls.get() == 0 && !unanswered) {
                unanswered = true;
                unansweredSince = now;
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
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
            if (bytes.readableBytes() >= BYTES_PER_PRICE) {
                idleFrames.earn(bytes.readableBytes() / BYTES_PER_PRICE, System.nanoTime());
            }
        }
        context.write(message, promise);
    }

    private void check() {
        long now = System.nanoTime();
        long patience = limits.patience().toNanos();
        boolean begun = frames.isSettled() || frames.isHttp1();
        if (!begun && now - opened > patience || unanswered && now - unansweredSince > patience) {
            drop("no_request");
        } else if (frames.isStuck(now, patience, limits.bytesPerSecond())) {
            drop("slow_frame");
        }
    }

    /** Bytes that the other side's system has taken. */
    long taken() {
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
