package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.sync.SyncMessage.BodyPart;
import org.banyan.core.sync.SyncMessage.WantBody;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;

/**
 * Bodies on their way here, part by part, each from one peer at a time. A peer gives only what it was asked for, and never more than the chain allows; one that
 * is slow is left for another that has the block.
 */
final class BodyFetches {
    /** Bodies on their way at once. */
    static final int FETCHES_MAX = 16;

    /** Of these, from one peer. */
    static final int PER_PEER_MAX = 8;

    /** All that may arrive for them. */
    static final long BYTES_MAX = 64L << 20;

    /** A part that does not come for so many ticks is asked of another peer, if there is one. */
    static final int SWITCH_TICKS = 4;

    /** A part that does not come for so many ticks will not come. */
    static final int PATIENCE_TICKS = 20;

    /** Peers that were left for others and may still answer. */
    static final int LEFT_MAX = 256;

    private final long blockBytes;
    private final Outbox outbox;
    private final Holders holders;
    private final Map<BlockId, Fetch> fetches = new LinkedHashMap<>();

    /** How long each has been asked; oldest first. */
    private final Map<Slow, Integer> slow = new LinkedHashMap<>();

    /** Who else has a block. Called by fetches that are not served, implemented by the chain's table of peers. */
    interface Holders {
        /** A peer that has the block, has room and is none of these. */
        Optional<NodeId> other(BlockId id, Header header, Set<NodeId> tried);

        /** A peer that others are preferred to for a while. */
        void left(NodeId peer);
    }

    private record Slow(BlockId block, NodeId peer) {}

    private static final class Fetch {
        private final SealedHeader sealed;
        private final Set<NodeId> tried = new TreeSet<>();
        private NodeId from;
        private List<Bytes> parts = new ArrayList<>();
        private long have;
        private Optional<Long> total = Optional.empty();
        private int waited;

        private Fetch(SealedHeader sealed, NodeId from) {
            this.sealed = sealed;
            this.from = from;
            tried.add(from);
        }

        /** Begins anew, so that what is put together in the end has one giver. */
        private void turnTo(NodeId other) {
            from = other;
            tried.add(other);
            parts = new ArrayList<>();
            have = 0;
            total = Optional.empty();
            waited = 0;
        }
    }

    /** What a part led to. */
    sealed interface Arrival {
        record More() implements Arrival {}

        record Whole(ReceivedBlock block) implements Arrival {}

        /** Nobody delivers. */
        record Failed(BlockId id) implements Arrival {}
    }

    /** @param blockBytes most bytes of a body of this chain */
    BodyFetches(long blockBytes, Outbox outbox, Holders holders) {
        this.blockBytes = blockBytes;
        this.outbox = outbox;
        this.holders = holders;
    }

    boolean hasRoom(NodeId peer) {
        return fetches.size() < Math.min(FETCHES_MAX, Math.max(1, BYTES_MAX / blockBytes)) && hasRoomOf(peer);
    }

    /** Whether a body that is being fetched may come from this peer instead. */
    boolean hasRoomOf(NodeId peer) {
        return fetches.values().stream()
                        .filter(fetch -> fetch.from.equals(peer))
                        .count()
                < PER_PEER_MAX;
    }

    boolean isFetching(BlockId id) {
        return fetches.containsKey(id);
    }

    void begin(BlockId id, SealedHeader sealed, NodeId from) {
        Fetch fetch = new Fetch(sealed, from);
        fetches.put(id, fetch);
        ask(id, fetch);
    }

    private void ask(BlockId id, Fetch fetch) {
        outbox.sync(fetch.from, SyncMessage.of(new WantBody(id, fetch.have)));
    }

    Arrival arrived(NodeId from, BodyPart part) {
        Fetch fetch = fetches.get(part.block());
        if (fetch == null || !fetch.from.equals(from)) {
            if (slow.remove(new Slow(part.block(), from)) == null) {
                outbox.broke(from, PeerRule.UNASKED, "a body that was not asked for");
            }
            return new Arrival.More();
        }
        if (!part.found()) {
            return elsewhere(part.block(), fetch);
        }
        boolean continues = part.offset() == fetch.have
                && part.total() <= blockBytes
                && fetch.total.map(total -> total == part.total()).orElse(true)
                && part.bytes().size() == Math.min(SyncMessage.PART_BYTES_MAX, part.total() - part.offset());
        if (!continues) {
            outbox.broke(
                    from,
                    PeerRule.BODY,
                    "part of a body from " + part.offset() + " with "
                            + part.bytes().size() + " bytes of " + part.total() + " where " + fetch.have
                            + " were there; this chain allows " + blockBytes);
            return elsewhere(part.block(), fetch);
        }
        fetch.total = Optional.of(part.total());
        fetch.parts.add(part.bytes());
        fetch.have += part.bytes().size();
        fetch.waited = 0;
        if (fetch.have < part.total()) {
            ask(part.block(), fetch);
            return new Arrival.More();
        }
        return whole(part.block(), fetch);
    }

    private Arrival whole(BlockId id, Fetch fetch) {
        try {
            Body body = Body.CODEC.decode(Bytes.concat(fetch.parts.toArray(Bytes[]::new)));
            fetches.remove(id);
            return new Arrival.Whole(
                    new ReceivedBlock(fetch.from, id, new Block(fetch.sealed.header(), body), fetch.sealed.witness()));
        } catch (CodecException malformed) {
            outbox.broke(fetch.from, PeerRule.BODY, "a body is not canonical: " + malformed.getMessage());
            return elsewhere(id, fetch);
        }
    }

    /** Asks another peer, or gives up. */
    private Arrival elsewhere(BlockId id, Fetch fetch) {
        return turn(id, fetch) ? new Arrival.More() : lost(id);
    }

    private Arrival lost(BlockId id) {
        fetches.remove(id);
        return new Arrival.Failed(id);
    }

    private boolean turn(BlockId id, Fetch fetch) {
        Optional<NodeId> other = holders.other(id, fetch.sealed.header(), fetch.tried);
        other.ifPresent(peer -> {
            holders.left(fetch.from);
            fetch.turnTo(peer);
            ask(id, fetch);
        });
        return other.isPresent();
    }

    /** Turns to others for what does not come; gives up what nobody brought in time. */
    List<BlockId> tick() {
        List<BlockId> late = new ArrayList<>();
        fetches.forEach((id, fetch) -> {
            fetch.waited++;
            NodeId asked = fetch.from;
            int waited = fetch.waited;
            if (waited >= SWITCH_TICKS && turn(id, fetch)) {
                mayStillAnswer(new Slow(id, asked), waited);
            } else if (waited > PATIENCE_TICKS) {
                late.add(id);
                late(id, asked);
            }
        });
        late.forEach(fetches::remove);
        slow.replaceAll((each, waited) -> waited + 1);
        slow.entrySet().removeIf(each -> {
            boolean over = each.getValue() > PATIENCE_TICKS;
            if (over) {
                late(each.getKey().block(), each.getKey().peer());
            }
            return over;
        });
        return late;
    }

    private void mayStillAnswer(Slow left, int waited) {
        slow.put(left, waited);
        if (slow.size() > LEFT_MAX) {
            slow.remove(slow.keySet().iterator().next());
        }
    }

    private void late(BlockId id, NodeId peer) {
        outbox.broke(peer, PeerRule.LATE, "the body of block " + id + " did not come");
    }

    /** The blocks that only a peer that is gone could have brought. */
    List<BlockId> left(NodeId peer) {
        slow.keySet().removeIf(each -> each.peer().equals(peer));
        List<BlockId> lost = new ArrayList<>();
        fetches.forEach((id, fetch) -> {
            if (fetch.from.equals(peer) && !turn(id, fetch)) {
                lost.add(id);
            }
        });
        lost.forEach(fetches::remove);
        return lost;
    }
}
