package org.banyan.core.peers;

import java.util.List;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Bounds;

/**
 * What the operator decided about peers.
 *
 * @param dialed peers that this node keeps a link to
 * @param allowed whether only dialed and listed peers are let in
 * @param listed peers that are let in without being dialed, until {@link PeerEvent.Listed} names others
 * @param peersMax nodes linked at once
 * @param memoryBytes for the transactions that are remembered of one chain, and as much for the bodies of its blocks on their way
 */
public record PeerSettings(
        NodeId self,
        String agent,
        List<PeerAddress> dialed,
        boolean allowed,
        List<NodeId> listed,
        int peersMax,
        long memoryBytes) {
    public static final int DIALED_MAX = 128;

    /** Listed peers. */
    public static final int LISTED_MAX = 10_000;

    /** More than this is of no use. */
    public static final long MEMORY_BYTES_MAX = 64L << 20;

    public static final long MEMORY_BYTES_MIN = 1 << 20;

    public PeerSettings {
        listed = List.copyOf(listed);
        dialed = dialed.stream().filter(peer -> !peer.id().equals(self)).toList();
        Bounds.between("memory for peers", memoryBytes, MEMORY_BYTES_MIN, MEMORY_BYTES_MAX);
        if (dialed.size() > DIALED_MAX) {
            throw new IllegalArgumentException(
                    "a node keeps links to at most " + DIALED_MAX + " peers but " + dialed.size() + " are named");
        }
        if (listed.size() > LISTED_MAX) {
            throw new IllegalArgumentException(
                    "at most " + LISTED_MAX + " peers are listed but there are " + listed.size());
        }
    }
}
