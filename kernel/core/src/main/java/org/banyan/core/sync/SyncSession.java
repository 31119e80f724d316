package org.banyan.core.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Height;

/** Following one peer's branch: headers that continue each other, their bodies as they come, and how far it is. Changed by {@link Sync} alone. */
final class SyncSession {
    final ChainPeer peer;
    final BlockId head;

    /** Headers whose blocks are not stored yet, lowest first. */
    final Deque<Item> queue = new ArrayDeque<>();

    final Map<BlockId, ReceivedBlock> bodies = new TreeMap<>();

    /** The last header that came. */
    BlockId tip;

    Height tipHeight;

    /** Up to here a quorum that this node knows speaks for the headers. */
    Height certified = Height.GENESIS;

    /** The final block by which certificates were looked at last; empty when headers came since. */
    Optional<BlockId> looked = Optional.empty();

    /** Whether the seal of the first header was checked. */
    boolean sealChecked;

    /** Whether headers are on their way. */
    boolean asked;

    /** Whether blocks are in the engine's hands. */
    boolean importing;

    /** Whether the branch was followed to its end. */
    boolean complete;

    /** Ticks since something came. */
    int waited;

    record Item(BlockId id, SealedHeader sealed) {}

    SyncSession(ChainPeer peer, BlockId from, Height height) {
        this.peer = peer;
        this.head = peer.standing().head();
        this.tip = from;
        this.tipHeight = height;
    }
}
