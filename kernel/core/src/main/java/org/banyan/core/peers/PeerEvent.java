package org.banyan.core.peers;

import java.util.List;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NetworkListener.Ending;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Timestamp;

/** What happens to the table of peers. Every event carries the local time. */
public sealed interface PeerEvent {
    Timestamp now();

    record Opened(Timestamp now, Link link) implements PeerEvent {}

    record Received(Timestamp now, long link, Frame frame) implements PeerEvent {}

    record Closed(Timestamp now, long link, Ending ending, String reason) implements PeerEvent {}

    record NotOpened(Timestamp now, PeerAddress address, String reason) implements PeerEvent {}

    /** A chain's part of the protocol found that the peer broke a rule. */
    record Broke(Timestamp now, NodeId peer, PeerRule rule, String what) implements PeerEvent {}

    /** The operator lists other peers that are let in. */
    record Listed(Timestamp now, List<NodeId> nodes) implements PeerEvent {
        public Listed {
            nodes = List.copyOf(nodes);
        }
    }

    /** Some time passed. */
    record Tick(Timestamp now) implements PeerEvent {}
}
