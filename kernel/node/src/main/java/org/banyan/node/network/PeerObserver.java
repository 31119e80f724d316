package org.banyan.node.network;

import java.util.List;
import org.banyan.core.peers.LinkedPeer;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.sync.RelayCounts;
import org.banyan.spi.network.NodeId;

/** Is told what the peer loop does, for metrics and logs. Called on the loop's lane; must be quick and must not throw. */
public interface PeerObserver {
    /** Hears nothing. */
    PeerObserver NONE = new PeerObserver() {};

    default void counted(int inbound, int outbound) {}

    /** Who is there now, by id. */
    default void linked(List<LinkedPeer> peers) {}

    default void received(String channel, int bytes) {}

    default void sent(String channel, int bytes) {}

    default void closed(String reason) {}

    default void scored(NodeId peer, PeerRule rule, String what, boolean banned) {}

    /** How a chain stands among its peers. */
    default void synced(String chain, AmongPeers standing) {}

    /** How the bodies of a chain's new blocks came here since the node started. */
    default void relayed(String chain, RelayCounts counts) {}

    /** A mistake of this software came to light in a message of a peer; the link is closed. */
    default void broken(RuntimeException bug) {}

    /** A line for the operator's log. */
    default void noted(String line) {}
}
