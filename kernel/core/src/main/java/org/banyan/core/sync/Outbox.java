package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;

/** Effects of one step, in order. */
final class Outbox {
    private List<ChainEffect> effects = new ArrayList<>();

    <T> void send(NodeId to, ChainChannel channel, T message, Codec<T> codec) {
        send(to, channel, codec.encode(message));
    }

    void send(NodeId to, ChainChannel channel, Bytes payload) {
        effects.add(new ChainEffect.Send(to, channel, payload));
    }

    void sync(NodeId to, SyncMessage message) {
        send(to, ChainChannel.SYNC, message, SyncMessage.CODEC);
    }

    void transactions(NodeId to, TransactionNews news) {
        send(to, ChainChannel.TRANSACTIONS, news, TransactionNews.CODEC);
    }

    void broke(NodeId peer, PeerRule rule, String what) {
        effects.add(new ChainEffect.Broke(peer, rule, what));
    }

    void add(ChainEffect effect) {
        effects.add(effect);
    }

    List<ChainEffect> take() {
        List<ChainEffect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
