package org.banyan.core.peers;

import org.banyan.spi.network.Link.Direction;
import org.banyan.spi.network.NodeId;

/**
 * A peer that is there now.
 *
 * @param remote address without port
 * @param agent what it says that it runs
 * @param named whether the operator names it among those that a link is kept to
 */
public record LinkedPeer(NodeId id, String remote, Direction direction, String agent, boolean named) {}
