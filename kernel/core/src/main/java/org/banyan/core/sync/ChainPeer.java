package org.banyan.core.sync;

import org.banyan.core.peers.Standing;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Height;

/** What is known of one peer of the chain. */
final class ChainPeer {
    private final NodeId id;
    private Standing standing;

    /** A peer that did not deliver is not asked for this many ticks. */
    private int restTicks;

    ChainPeer(NodeId id, Standing standing) {
        this.id = id;
        this.standing = standing;
    }

    NodeId id() {
        return id;
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }

    Height height() {
        return standing.height();
    }

    /** Whether it says that it has the body of the final block at a height. */
    boolean hasBody(Height height) {
        return standing.finalHeight().compareTo(height) >= 0
                && standing.bodiesFrom().compareTo(height) <= 0;
    }

    void rest(int ticks) {
        restTicks = ticks;
    }

    void tick() {
        restTicks = Math.max(0, restTicks - 1);
    }

    boolean rests() {
        return restTicks > 0;
    }
}
