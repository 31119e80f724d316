package org.banyan.core.peers;

import java.util.List;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;

/**
 * What the operator decided about peers.
 *
 * @param dialed peers that this node keeps a link to
 * @param allowed whether only dialed peers are let in
 * @param peersMax nodes linked at once
 */
public record PeerSettings(NodeId self, String agent, List<PeerAddress> dialed, boolean allowed, int peersMax) {
    public static final int DIALED_MAX = 128;

    public PeerSettings {
        dialed = dialed.stream().filter(peer -> !peer.id().equals(self)).toList();
        if (dialed.size() > DIALED_MAX) {
            throw new IllegalArgumentException(
                    "a node keeps links to at most " + DIALED_MAX + " peers but " + dialed.size() + " are named");
        }
    }
}
