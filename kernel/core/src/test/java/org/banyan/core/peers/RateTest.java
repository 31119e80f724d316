package org.banyan.core.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

/** NET-18: who sends more than it may waits, and is banned when it goes on. */
class RateTest {
    private static final NodeId SELF = new NodeId(new Hash(5, 0, 0, 0));
    private static final NodeId PEER = new NodeId(new Hash(7, 0, 0, 0));
    private static final ChainId CHAIN = new ChainId(new Hash(1, 2, 3, 4));
    private static final Standing STANDING = new Standing(
            new BlockId(new Hash(0, 0, 0, 1)), new Height(3), new BlockId(new Hash(0, 0, 0, 2)), new Height(1));

    /** Frames that wait in the driver's window. */
    private static final int WINDOW = 16;

    private final Peers peers = new Peers(
            new PeerSettings(SELF, "test", List.of(), false, List.of(), 4, PeerSettings.MEMORY_BYTES_MAX),
            () -> List.of(new Greeting.Hosted(CHAIN, STANDING)),
            new Timestamp(0));
    private final List<PeerEffect> effects = new ArrayList<>();
    private Timestamp now = new Timestamp(0);

    RateTest() {
        peers.step(new PeerEvent.Opened(now, new Link(1, PEER, "10.0.0.1", Link.Direction.INBOUND)));
        Greeting greeting = new Greeting(
                PEER, SELF, Greeting.VERSION, Greeting.VERSION, "test", List.of(new Greeting.Hosted(CHAIN, STANDING)));
        peers.step(new PeerEvent.Received(now, 1, new Frame(Peers.NODE_CHANNEL, Greeting.CODEC.encode(greeting))));
    }

    /** Sends as long as the window has room for another frame; how many came through. */
    private int flood(ChainChannel channel, Bytes payload, int most) {
        int through = 0;
        for (int unhandled = 0; unhandled < WINDOW && through < most; ) {
            List<PeerEffect> now = receive(channel, payload);
            boolean handled = now.stream().anyMatch(PeerEffect.Handled.class::isInstance);
            through += handled ? 1 : 0;
            unhandled += handled ? 0 : 1;
        }
        return through;
    }

    private List<PeerEffect> receive(ChainChannel channel, Bytes payload) {
        return peers.step(new PeerEvent.Received(now, 1, new Frame(channel.name(CHAIN), payload)));
    }

    private long tick() {
        now = now.plusMillis(250);
        List<PeerEffect> all = peers.step(new PeerEvent.Tick(now));
        effects.addAll(all);
        return all.stream().filter(PeerEffect.Said.class::isInstance).count();
    }

    private boolean isBanned() {
        return effects.stream().anyMatch(effect -> effect instanceof PeerEffect.Scored scored && scored.banned());
    }

    @Test
    void messages_beyond_the_allowance_wait_for_the_next_tick_and_cost_nothing_at_first() {
        assertThat(flood(ChainChannel.TRANSACTIONS, Bytes.EMPTY, 100_000)).isEqualTo(4_000);
        assertThat(tick()).as("what waited").isEqualTo(WINDOW);
        assertThat(effects).noneMatch(PeerEffect.Scored.class::isInstance);
    }

    @Test
    void bytes_count_too() {
        Bytes large = Bytes.wrap(new byte[Frame.PAYLOAD_BYTES_MAX / 2]);
        assertThat(flood(ChainChannel.CONSENSUS, large, 100_000) * (long) large.size())
                .isBetween(16L << 20, (16L << 20) + large.size());
    }

    @Test
    void one_channel_does_not_keep_another_waiting() {
        flood(ChainChannel.TRANSACTIONS, Bytes.EMPTY, 100_000);
        assertThat(receive(ChainChannel.CONSENSUS, Bytes.EMPTY))
                .contains(new PeerEffect.Said(CHAIN, PEER, ChainChannel.CONSENSUS, Bytes.EMPTY));
    }

    @Test
    void what_waits_keeps_its_order() {
        flood(ChainChannel.TRANSACTIONS, Bytes.EMPTY, 100_000);
        receive(ChainChannel.TRANSACTIONS, Bytes.utf8("last"));
        tick();
        assertThat(effects.stream()
                        .filter(PeerEffect.Said.class::isInstance)
                        .map(effect -> ((PeerEffect.Said) effect).payload())
                        .toList())
                .last()
                .isEqualTo(Bytes.utf8("last"));
    }

    @Test
    void who_goes_on_is_banned_after_five_seconds_and_dealt_with_no_faster_until_then() {
        int through = 0;
        int ticks = 0;
        for (; ticks < 100 && !isBanned(); ticks++) {
            through += flood(ChainChannel.BLOCKS, Bytes.EMPTY, 100_000);
            through += (int) tick();
        }
        assertThat(ticks).isBetween(5 * Allowance.TICKS_A_SECOND, 7 * Allowance.TICKS_A_SECOND);
        assertThat(through).isLessThanOrEqualTo(4_000 + ticks * 500);
    }

    @Test
    void who_keeps_to_its_allowance_is_never_late() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < Allowance.TICKS_A_SECOND; i++) {
                assertThat(flood(ChainChannel.SYNC, Bytes.EMPTY, 1_000)).isEqualTo(1_000);
                tick();
            }
        }
        assertThat(effects).noneMatch(PeerEffect.Scored.class::isInstance);
    }
}
