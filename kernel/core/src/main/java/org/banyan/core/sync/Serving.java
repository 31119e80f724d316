package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.sync.SyncMessage.BodyPart;
import org.banyan.core.sync.SyncMessage.Headers;
import org.banyan.core.sync.SyncMessage.WantBody;
import org.banyan.core.sync.SyncMessage.WantHeaders;
import org.banyan.spi.network.Frame;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Body;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** Answers peers that lack blocks. Each answer costs a bounded number of reads. */
final class Serving {
    /** Longest walk down an unfinal branch for one answer. */
    static final int WALK_MAX = 2048;

    /** Headers and witnesses of one answer, with room for the frame around them. */
    static final int HEADERS_BYTES_MAX = Frame.PAYLOAD_BYTES_MAX - 16 * 1024;

    /** Encoded bodies, and lists of transactions, that are kept for the next part that is asked for. */
    private static final int BODIES_KEPT = 4;

    private final ChainSource source;
    private final Map<BlockId, Bytes> bodies = new Kept<>();
    private final Map<BlockId, List<Bytes>> transactions = new Kept<>();

    private static final class Kept<T> extends LinkedHashMap<BlockId, T> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, T> eldest) {
            return size() > BODIES_KEPT;
        }
    }

    Serving(ChainSource source) {
        this.source = source;
    }

    Headers headers(WantHeaders want) {
        List<SealedHeader> answer = new ArrayList<>();
        int bytes = 0;
        for (BlockId id : branch(want.head(), want.above())) {
            Optional<Header> header = source.header(id);
            if (header.isEmpty()) {
                break;
            }
            SealedHeader sealed = fitting(header.get(), source.witness(id));
            bytes += SealedHeader.CODEC.encode(sealed).size() + 8;
            if (bytes > HEADERS_BYTES_MAX) {
                break;
            }
            answer.add(sealed);
        }
        return new Headers(answer);
    }

    /** A witness that would fill a frame is cut down to what the block is accepted by. */
    static SealedHeader fitting(Header header, Witness witness) {
        SealedHeader whole = new SealedHeader(header, witness);
        return SealedHeader.CODEC.encode(whole).size() <= HEADERS_BYTES_MAX / 2
                ? whole
                : new SealedHeader(
                        header,
                        new Witness(witness.entries().stream()
                                .filter(entry -> entry.kind().equals(WitnessEntry.SIGNATURE))
                                .toList()));
    }

    /** Ids above {@code above} up to {@code head}, ascending, at most {@link SyncMessage#HEADERS_MAX}: by height as far as it is final, by parents above. */
    private List<BlockId> branch(BlockId head, Height above) {
        Optional<Header> top = source.header(head);
        if (top.isEmpty() || top.get().height().compareTo(above) <= 0) {
            return List.of();
        }
        Height finalHeight = source.standing().finalHeight();
        List<BlockId> unfinal = new ArrayList<>();
        BlockId id = head;
        Optional<Header> header = top;
        for (int walked = 0;
                header.isPresent() && header.get().height().compareTo(max(above, finalHeight)) > 0;
                walked++) {
            if (walked >= WALK_MAX) {
                return List.of();
            }
            unfinal.addFirst(id);
            id = header.get().parent();
            header = source.header(id);
        }
        List<BlockId> all = new ArrayList<>();
        if (above.compareTo(finalHeight) < 0) {
            boolean joins =
                    header.isPresent() && source.finalAt(header.get().height()).equals(Optional.of(id));
            if (!joins) {
                return List.of();
            }
            Height last = header.get().height();
            for (Height height = above.next();
                    height.compareTo(last) <= 0 && all.size() < SyncMessage.HEADERS_MAX;
                    height = height.next()) {
                Optional<BlockId> at = source.finalAt(height);
                if (at.isEmpty()) {
                    return List.of();
                }
                all.add(at.get());
            }
        }
        for (BlockId each : unfinal) {
            if (all.size() < SyncMessage.HEADERS_MAX) {
                all.add(each);
            }
        }
        return all;
    }

    private static Height max(Height one, Height other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    BodyPart body(WantBody want) {
        Optional<Bytes> body = encoded(want.block());
        if (body.isEmpty() || want.offset() < 0 || want.offset() > body.get().size()) {
            return new BodyPart(want.block(), false, 0, 0, Bytes.EMPTY);
        }
        int from = (int) want.offset();
        int to = Math.min(body.get().size(), from + SyncMessage.PART_BYTES_MAX);
        return new BodyPart(
                want.block(), true, body.get().size(), from, body.get().slice(from, to));
    }

    /** As many of the transactions as fit a frame; none fit when the first is too large. */
    BlockTransactions transactions(BlockTransactions.Want want) {
        Optional<List<Bytes>> all = recent(want.block());
        boolean found = all.isPresent() && want.places().getLast() < all.get().size();
        if (!found) {
            return new BlockTransactions(want.block(), false, List.of());
        }
        List<Bytes> answer = new ArrayList<>();
        int bytes = 0;
        for (long place : want.places()) {
            Bytes envelope = all.get().get((int) place);
            bytes += envelope.size() + 8;
            if (bytes > HEADERS_BYTES_MAX) {
                break;
            }
            answer.add(envelope);
        }
        return new BlockTransactions(want.block(), true, answer);
    }

    /** What is asked about snapshots; empty for what is no question. */
    Optional<SnapshotTalk> snapshot(SnapshotTalk talk) {
        if (talk.wantOffer().isPresent()) {
            return Optional.of(SnapshotTalk.of(new SnapshotTalk.Offer(source.snapshot())));
        }
        return talk.wantPart().map(want -> {
            Optional<Bytes> bytes =
                    source.snapshotPart(want.manifest(), want.piece(), want.offset(), SyncMessage.PART_BYTES_MAX);
            return SnapshotTalk.of(new SnapshotTalk.Part(
                    want.manifest(), want.piece(), want.offset(), bytes.isPresent(), bytes.orElse(Bytes.EMPTY)));
        });
    }

    private Optional<List<Bytes>> recent(BlockId id) {
        List<Bytes> kept = transactions.get(id);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<List<Bytes>> found = source.block(id).map(block -> block.body().transactions());
        found.ifPresent(list -> transactions.put(id, list));
        return found;
    }

    private Optional<Bytes> encoded(BlockId id) {
        Bytes kept = bodies.get(id);
        if (kept != null) {
            return Optional.of(kept);
        }
        Optional<Bytes> body = source.block(id).map(block -> Body.CODEC.encode(block.body()));
        body.ifPresent(bytes -> bodies.put(id, bytes));
        return body;
    }
}
