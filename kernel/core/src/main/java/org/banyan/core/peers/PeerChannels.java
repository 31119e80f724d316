package org.banyan.core.peers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.spi.network.Frame;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;

/** The channels of one link: what may come on them now, and what waits because its peer sends more than it may (NET-18). Order is kept within each channel. */
final class PeerChannels {
    /** Frames of one link that may wait. The driver lets fewer come before the first is dealt with, so more is a mistake of the driver. */
    static final int WAITING_MAX = 1024;

    /** A channel on which something waited at so many ticks on end costs its peer points, and again after as many. */
    static final int DELAY_TICKS_MAX = Allowance.TICKS_A_SECOND;

    private final Map<String, Channel> channels = new TreeMap<>();

    /** What came on a channel and may be dealt with. */
    record Word(ChainId chain, ChainChannel channel, Bytes payload) {}

    private static final class Channel {
        private final ChainId chain;
        private final ChainChannel channel;
        private final Allowance allowance;
        private final Deque<Bytes> waiting = new ArrayDeque<>();
        private int delayedTicks;

        private Channel(ChainId chain, ChainChannel channel) {
            this.chain = chain;
            this.channel = channel;
            this.allowance = Allowance.of(channel);
        }
    }

    void bind(ChainId chain) {
        for (ChainChannel channel : ChainChannel.values()) {
            channels.put(channel.name(chain), new Channel(chain, channel));
        }
    }

    boolean has(String name) {
        return channels.containsKey(name);
    }

    List<ChainId> chains() {
        return channels.values().stream().map(each -> each.chain).distinct().toList();
    }

    /** The word that a frame brings, unless it has to wait. */
    Optional<Word> received(Frame frame) {
        Channel channel = channels.get(frame.channel());
        if (channel == null) {
            throw new IllegalArgumentException("there is no channel " + frame.channel() + "; ask before");
        }
        if (channel.waiting.isEmpty() && channel.allowance.take(frame.payload().size())) {
            return Optional.of(new Word(channel.chain, channel.channel, frame.payload()));
        }
        if (waiting() >= WAITING_MAX) {
            throw new IllegalStateException(
                    "the network driver brings frames of a link although " + WAITING_MAX + " of them wait");
        }
        channel.waiting.add(frame.payload());
        return Optional.empty();
    }

    private int waiting() {
        return channels.values().stream().mapToInt(each -> each.waiting.size()).sum();
    }

    /** What need not wait any longer. */
    List<Word> tick() {
        List<Word> released = new ArrayList<>();
        for (Channel channel : channels.values()) {
            channel.delayedTicks = channel.waiting.isEmpty() ? 0 : channel.delayedTicks + 1;
            channel.allowance.tick();
            while (!channel.waiting.isEmpty()
                    && channel.allowance.take(channel.waiting.getFirst().size())) {
                released.add(new Word(channel.chain, channel.channel, channel.waiting.removeFirst()));
            }
        }
        return released;
    }

    /** Channels on which the peer sends more than it may, for as long as costs points. */
    List<String> overdrawn() {
        return channels.entrySet().stream()
                .filter(each -> each.getValue().delayedTicks > 0 && each.getValue().delayedTicks % DELAY_TICKS_MAX == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
