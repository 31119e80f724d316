package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.sync.SyncMessage.BodyPart;
import org.banyan.core.sync.SyncMessage.WantBody;
import org.banyan.spi.network.NodeId;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.codec.CodecException;

/** Bodies on their way here, part by part, each from one peer. A peer gives only what it was asked for, and never more than the chain allows. */
final class BodyFetches {
    /** Bodies on their way at once. */
    static final int FETCHES_MAX = 16;

    /** Of these, from one peer. */
    static final int PER_PEER_MAX = 8;

    /** All that may arrive for them. */
    static final long BYTES_MAX = 64L << 20;

    /** A part that does not come for so many ticks will not come. */
    static final int PATIENCE_TICKS = 20;

    private final long blockBytes;
    private final Outbox outbox;
    private final Map<BlockId, Fetch> fetches = new LinkedHashMap<>();

    private static final class Fetch {
        private final SealedHeader sealed;
        private final NodeId from;
        private final List<Bytes> parts = new ArrayList<>();
        private long have;
        private Optional<Long> total = Optional.empty();
        private int waited;

        private Fetch(SealedHeader sealed, NodeId from) {
            this.sealed = sealed;
            this.from = from;
        }
    }

    /** What a part led to. */
    sealed interface Arrival {
        record More() implements Arrival {}

        record Whole(ReceivedBlock block) implements Arrival {}

        /** The peer did not deliver; ask another. */
        record Failed(BlockId id) implements Arrival {}
    }

    /** @param blockBytes most bytes of a body of this chain */
    BodyFetches(long blockBytes, Outbox outbox) {
        this.blockBytes = blockBytes;
        this.outbox = outbox;
    }

    boolean hasRoom(NodeId peer) {
        long ofPeer = fetches.values().stream()
                .filter(fetch -> fetch.from.equals(peer))
                .count();
        return fetches.size() < Math.min(FETCHES_MAX, Math.max(1, BYTES_MAX / blockBytes)) && ofPeer < PER_PEER_MAX;
    }

    boolean isFetching(BlockId id) {
        return fetches.containsKey(id);
    }

    void begin(BlockId id, SealedHeader sealed, NodeId from) {
        fetches.put(id, new Fetch(sealed, from));
        outbox.sync(from, SyncMessage.of(new WantBody(id, 0)));
    }

    Arrival arrived(NodeId from, BodyPart part) {
        Fetch fetch = fetches.get(part.block());
        if (fetch == null || !fetch.from.equals(from)) {
            outbox.broke(from, PeerRule.UNASKED, "a body that was not asked for");
            return new Arrival.More();
        }
        if (!part.found()) {
            fetches.remove(part.block());
            return new Arrival.Failed(part.block());
        }
        boolean continues = part.offset() == fetch.have
                && part.total() <= blockBytes
                && fetch.total.map(total -> total == part.total()).orElse(true)
                && (!part.bytes().isEmpty() || part.total() == 0);
        if (!continues) {
            fetches.remove(part.block());
            outbox.broke(
                    from,
                    PeerRule.BODY,
                    "part of a body from " + part.offset() + " of " + part.total() + " where " + fetch.have
                            + " were there; this chain allows " + blockBytes);
            return new Arrival.Failed(part.block());
        }
        fetch.total = Optional.of(part.total());
        fetch.parts.add(part.bytes());
        fetch.have += part.bytes().size();
        fetch.waited = 0;
        if (fetch.have < part.total()) {
            outbox.sync(from, SyncMessage.of(new WantBody(part.block(), fetch.have)));
            return new Arrival.More();
        }
        fetches.remove(part.block());
        return whole(part.block(), fetch);
    }

    private Arrival whole(BlockId id, Fetch fetch) {
        try {
            Body body = Body.CODEC.decode(Bytes.concat(fetch.parts.toArray(Bytes[]::new)));
            return new Arrival.Whole(
                    new ReceivedBlock(fetch.from, id, new Block(fetch.sealed.header(), body), fetch.sealed.witness()));
        } catch (CodecException malformed) {
            outbox.broke(fetch.from, PeerRule.BODY, "a body is not canonical: " + malformed.getMessage());
            return new Arrival.Failed(id);
        }
    }

    /** Gives up what its peer did not bring in time. */
    List<BlockId> tick() {
        List<BlockId> late = new ArrayList<>();
        fetches.forEach((id, fetch) -> {
            fetch.waited++;
            if (fetch.waited > PATIENCE_TICKS) {
                late.add(id);
                outbox.broke(fetch.from, PeerRule.LATE, "the body of block " + id + " did not come");
            }
        });
        late.forEach(fetches::remove);
        return late;
    }

    List<BlockId> left(NodeId peer) {
        List<BlockId> lost = fetches.entrySet().stream()
                .filter(entry -> entry.getValue().from.equals(peer))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(fetches::remove);
        return lost;
    }
}
