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
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;

/**
 * Bodies on their way here, part by part, each from one peer at a time. A peer gives only what it was asked for, and never more than the chain allows; one that
 * is slow is left for another that has the block.
 */
final class BodyFetches {
    /** Bodies on their way at once. */
    static final int FETCHES_MAX = 16;

    /** Of these, from one peer. */
    static final int PER_PEER_MAX = 8;

    /** A part that does not come for so many ticks is asked of another peer, if there is one. */
    static final int SWITCH_TICKS = 4;

    /** A part that does not come for so many ticks will not come. */
    static final int PATIENCE_TICKS = 20;

    /** Peers that were left for others and may still answer. */
    static final int LEFT_MAX = 256;

    private final long blockBytes;
    private final long bytesMax;
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
        private BodyDraft draft;
        private int waited;

        private Fetch(SealedHeader sealed, NodeId from, BodyDraft draft) {
            this.sealed = sealed;
            this.from = from;
            this.draft = draft;
            tried.add(from);
        }

        /** Begins anew, so that what is put together in the end has one giver. */
        private void turnTo(NodeId other, BodyDraft fresh) {
            from = other;
            tried.add(other);
            draft = fresh;
            waited = 0;
        }
    }

    /** What an answer led to. */
    sealed interface Arrival {
        record More() implements Arrival {}

        /** @param pieced whether some of it was known by short ids, so that it may be another body than the header's */
        record Whole(ReceivedBlock block, boolean pieced) implements Arrival {}

        /** Nobody delivers. */
        record Failed(BlockId id) implements Arrival {}
    }

    /**
     * @param blockBytes most bytes of a body of this chain
     * @param bytesMax all that may arrive for bodies on their way; one body always may
     */
    BodyFetches(long blockBytes, long bytesMax, Outbox outbox, Holders holders) {
        this.blockBytes = blockBytes;
        this.bytesMax = bytesMax;
        this.outbox = outbox;
        this.holders = holders;
    }

    boolean hasRoom(NodeId peer) {
        return fetches.size() < Math.min(FETCHES_MAX, bodiesMax()) && hasRoomOf(peer);
    }

    /** Bodies that may be held at once while they come or wait for their turn. */
    long bodiesMax() {
        return Math.max(1, bytesMax / blockBytes);
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

    /** Asks for all of a body. */
    void begin(BlockId id, SealedHeader sealed, NodeId from) {
        begin(id, sealed, from, new BodyDraft.Parts(blockBytes));
    }

    void begin(BlockId id, SealedHeader sealed, NodeId from, BodyDraft draft) {
        Fetch fetch = new Fetch(sealed, from, draft);
        fetches.put(id, fetch);
        ask(id, fetch);
    }

    private void ask(BlockId id, Fetch fetch) {
        outbox.sync(fetch.from, fetch.draft.wanted(id));
    }

    Arrival arrived(NodeId from, BodyPart part) {
        Fetch fetch = fetches.get(part.block());
        return fetch != null && fetch.from.equals(from) && fetch.draft instanceof BodyDraft.Parts draft
                ? taken(part.block(), fetch, draft.take(part))
                : unasked(from, part.block());
    }

    Arrival arrived(NodeId from, BlockTransactions answer) {
        Fetch fetch = fetches.get(answer.block());
        return fetch != null && fetch.from.equals(from) && fetch.draft instanceof BodyDraft.Gaps draft
                ? taken(answer.block(), fetch, draft.take(answer))
                : unasked(from, answer.block());
    }

    private Arrival unasked(NodeId from, BlockId id) {
        if (slow.remove(new Slow(id, from)) == null) {
            outbox.broke(from, PeerRule.UNASKED, "a body that was not asked for");
        }
        return new Arrival.More();
    }

    private Arrival taken(BlockId id, Fetch fetch, BodyDraft.Taken taken) {
        fetch.waited = 0;
        switch (taken) {
            case BodyDraft.Taken.More more -> ask(id, fetch);
            case BodyDraft.Taken.Stuck stuck -> {
                fetch.draft = new BodyDraft.Parts(blockBytes);
                ask(id, fetch);
            }
            case BodyDraft.Taken.Done done -> {
                fetches.remove(id);
                Block block = new Block(fetch.sealed.header(), done.body());
                return new Arrival.Whole(
                        new ReceivedBlock(fetch.from, id, block, fetch.sealed.witness()),
                        fetch.draft instanceof BodyDraft.Gaps);
            }
            case BodyDraft.Taken.Absent absent -> {
                return elsewhere(id, fetch);
            }
            case BodyDraft.Taken.Wrong wrong -> {
                outbox.broke(fetch.from, PeerRule.BODY, wrong.what());
                return elsewhere(id, fetch);
            }
        }
        return new Arrival.More();
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
            fetch.turnTo(peer, new BodyDraft.Parts(blockBytes));
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
