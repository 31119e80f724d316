package org.banyan.node.network;

/**
 * How a chain of this node stands among its peers.
 *
 * @param peers nodes that have the chain and are connected
 * @param lagBlocks blocks that the chain is behind what its peers claim; never negative
 * @param catchingUp whether blocks are being fetched
 */
public record AmongPeers(int peers, long lagBlocks, boolean catchingUp) {
    /** Of a node without peers. */
    public static final AmongPeers ALONE = new AmongPeers(0, 0, false);
}
