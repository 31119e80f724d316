package org.banyan.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] POST = {0, 0, 1, 1, 4, 0, 0, 0, 1, 0};
    private static final byte[] DATA = {0, 0, 2, 0, 0, 0, 0, 0, 1, 7, 7};
    private static final byte[] LAST_DATA = {0, 0, 0, 0, 1, 0, 0, 0, 1};
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress here = new InetSocketAddress("10.0.0.1", 1);
    private final InetSocketAddress there = new InetSocketAddress("10.0.0.2", 1);

    private static int read(FrameMeter meter, long at, byte[]... parts) {
        int price = 0;
        for (byte[] part : parts) {
            for (byte each : part) {
                price += meter.read(Unpooled.wrappedBuffer(new byte[] {each}), at);
            }
        }
        return price;
    }

    @Test
    void frames_are_found_however_their_bytes_are_cut() {
        FrameMeter meter = new FrameMeter();
        assertThat(read(meter, 0, PREFACE, PING, PING)).isEqualTo(2 * FrameMeter.IDLE_FRAME);
        assertThat(meter.isSettled()).isTrue();
        assertThat(meter.isHttp1()).isFalse();
    }

    @Test
    void a_connection_that_is_upgraded_is_watched_as_well() {
        FrameMeter meter = new FrameMeter();
        read(meter, 0, "GET / HTTP/1.1\r\nupgrade: h2c\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(meter.isHttp1()).isTrue();
        assertThat(read(meter, 0, PREFACE, PING)).isEqualTo(FrameMeter.IDLE_FRAME);
        assertThat(meter.isHttp1()).isFalse();
    }

    @Test
    void a_body_that_does_not_come_stalls_and_one_that_is_whole_does_not() {
        FrameMeter meter = new FrameMeter();
        read(meter, 0, PREFACE, POST, DATA);
        assertThat(meter.bodies().bytes()).isEqualTo(2);
        assertThat(meter.bodies().stall(2 * SECOND, 3 * SECOND, 1)).isFalse();
        assertThat(meter.bodies().stall(4 * SECOND, 3 * SECOND, 1)).isTrue();
        read(meter, 4 * SECOND, LAST_DATA);
        assertThat(meter.bodies().bytes()).isZero();
        assertThat(meter.bodies().stall(9 * SECOND, 3 * SECOND, 1)).isFalse();
    }

    @Test
    void a_frame_that_begins_and_does_not_end_is_stuck() {
        FrameMeter meter = new FrameMeter();
        read(meter, 0, PREFACE, PING);
        assertThat(meter.isStuck(9 * SECOND, 3 * SECOND, 100)).isFalse();
        read(meter, 9 * SECOND, new byte[] {0, 64});
        assertThat(meter.isStuck(11 * SECOND, 3 * SECOND, 100)).isFalse();
        assertThat(meter.isStuck(13 * SECOND, 3 * SECOND, 100)).isTrue();
    }

    @Test
    void time_in_which_nobody_looked_is_nobodys_fault() {
        AttentiveTime time = new AttentiveTime(0, SECOND);
        FrameMeter meter = new FrameMeter();
        read(meter, time.now(0), PREFACE, POST, DATA);
        assertThat(meter.bodies().stall(time.check(SECOND / 2), 3 * SECOND, 100))
                .isFalse();
        assertThat(meter.bodies().stall(time.check(60 * SECOND), 3 * SECOND, 100))
                .as("after a minute without a processor")
                .isFalse();
        assertThat(meter.bodies().stall(time.check(61 * SECOND), 3 * SECOND, 100))
                .isFalse();
        assertThat(meter.bodies().stall(time.check(62 * SECOND), 3 * SECOND, 100))
                .as("when somebody looked for longer than patience")
                .isTrue();
    }

    @Test
    void what_is_spent_beyond_a_budget_is_owed() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);
        bucket.spend(50, 0);
        assertThat(bucket.hasAny(2 * SECOND)).isFalse();
        assertThat(bucket.hasAny(4 * SECOND)).isTrue();
        assertThat(bucket.isFull(20 * SECOND)).isTrue();
    }

    /** Under guard without any patience, after half a second of its own time. */
    private static EmbeddedChannel guarded(List<String> dropped, byte[] in, byte[] out) {
        ApiLimits limits = new ApiLimits(4, 4, 4, 4, 4, 4, 1, 1000, 1000, 10, Duration.ZERO, 1 << 30);
        var connections = new Connections(limits, new ApiObserver() {
            @Override
            public void dropped(String why) {
                dropped.add(why);
            }
        });
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInitializer<EmbeddedChannel>() {
            @Override
            protected void initChannel(EmbeddedChannel starting) {
                connections.guard(starting.pipeline());
            }
        });
        channel.writeInbound(Unpooled.wrappedBuffer(in));
        if (out.length > 0) {
            channel.writeOutbound(Unpooled.wrappedBuffer(out));
        }
        channel.advanceTimeBy(600, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        return channel;
    }

    @Test
    void who_was_refused_over_http_1_keeps_its_connection_and_who_sends_half_a_request_does_not() {
        byte[] half = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] refusal = "HTTP/1.1 429 Too Many Requests\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        List<String> dropped = new ArrayList<>();
        assertThat(guarded(dropped, half, refusal).isOpen()).isTrue();
        assertThat(dropped).isEmpty();
        assertThat(guarded(dropped, half, new byte[0]).isOpen()).isFalse();
        assertThat(dropped).containsExactly("no_request");
    }

    private static ApiLimits small() {
        return new ApiLimits(4, 2, 3, 2, 2, 1, 1, 100, 150, 10, Duration.ofSeconds(3), 100);
    }

    private final List<Callers.Call> running = new ArrayList<>();

    private Optional<Callers.Limit> enter(Callers callers, InetSocketAddress from, boolean lasting) {
        return callers.enter(from, lasting, running::add);
    }

    @Test
    void calls_and_streams_have_a_limit_for_one_address_and_one_for_all_and_come_back() {
        ApiLimits limits = small();
        Callers callers = new Callers(limits, new Connections(limits, ApiObserver.NONE), ApiObserver.NONE);
        assertThat(enter(callers, here, true)).isEmpty();
        assertThat(enter(callers, here, true)).contains(Callers.Limit.STREAMS_PER_ADDRESS);
        assertThat(enter(callers, here, false)).isEmpty();
        assertThat(enter(callers, here, false)).contains(Callers.Limit.CALLS_PER_ADDRESS);
        assertThat(enter(callers, there, false)).isEmpty();
        assertThat(enter(callers, there, false)).contains(Callers.Limit.CALLS);
        running.forEach(Callers.Call::close);
        running.forEach(Callers.Call::close);
        assertThat(enter(callers, here, true)).isEmpty();
    }

    @Test
    void addresses_that_take_all_the_calls_they_can_leave_a_share_to_others() throws UnknownHostException {
        Callers callers =
                new Callers(ApiLimits.DEFAULT, new Connections(ApiLimits.DEFAULT, ApiObserver.NONE), ApiObserver.NONE);
        for (int round = 0; round < 64; round++) {
            for (int host = 1; host <= 8; host++) {
                enter(callers, at(host), round % 2 == 0);
            }
        }
        int running = this.running.size();
        assertThat(running).isBetween(8 * 512 / 9 - 8, 8 * 512 / 9 + 8);
        for (int i = 0; i < 512 / 9 / 2 - 2; i++) {
            assertThat(enter(callers, at(9), false)).isEmpty();
        }
        assertThat(enter(callers, at(10), true)).isEmpty();
    }

    private static InetSocketAddress at(int host) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), 1);
    }

    @Test
    void who_had_much_refused_waits_and_others_do_not() {
        ApiLimits limits = small();
        Callers callers = new Callers(limits, new Connections(limits, ApiObserver.NONE), ApiObserver.NONE);
        enter(callers, here, false);
        enter(callers, there, false);
        callers.refused(here, 1_000);
        running.forEach(Callers.Call::close);
        assertThat(callers.maySubmit(here)).isFalse();
        assertThat(callers.maySubmit(there)).isTrue();
    }

    @Test
    void an_address_with_many_callers_does_not_keep_another_waiting_behind_all_of_them() throws InterruptedException {
        Turns turns = new Turns(1);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger before = new AtomicInteger();
        AtomicReference<Integer> place = new AtomicReference<>(-1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofPlatform()
                    .start(() -> turns.take(here, () -> {
                        first.countDown();
                        awaitQuietly(go);
                        return before.incrementAndGet();
                    })));
        }
        first.await();
        Thread other = Thread.ofPlatform()
                .start(() -> turns.take(there, () -> {
                    place.set(before.get());
                    return 0;
                }));
        while (other.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        other.join();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(place.get()).isBetween(1, 2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
