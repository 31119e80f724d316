package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.core.sync.SyncMessage.BodyPart;
import org.banyan.core.sync.SyncMessage.WantBody;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Body;
import org.banyan.types.codec.CodecException;

/** The body of one block while it comes from one peer. */
sealed interface BodyDraft {
    /** What is to be asked next. */
    SyncMessage wanted(BlockId id);

    /** What an answer led to. */
    sealed interface Taken {
        /** It fits; ask for what is next. */
        record More() implements Taken {}

        record Done(Body body) implements Taken {}

        /** The peer does not have it. */
        record Absent() implements Taken {}

        /** This way leads nowhere, which is no fault: ask for the body in parts. */
        record Stuck() implements Taken {}

        /** The peer broke {@link org.banyan.core.peers.PeerRule#BODY}. */
        record Wrong(String what) implements Taken {}
    }

    /** All of a body, part by part. */
    final class Parts implements BodyDraft {
        private final long blockBytes;
        private final List<Bytes> parts = new ArrayList<>();
        private long have;
        private Optional<Long> total = Optional.empty();

        Parts(long blockBytes) {
            this.blockBytes = blockBytes;
        }

        @Override
        public SyncMessage wanted(BlockId id) {
            return SyncMessage.of(new WantBody(id, have));
        }

        Taken take(BodyPart part) {
            if (!part.found()) {
                return new Taken.Absent();
            }
            boolean continues = part.offset() == have
                    && part.total() <= blockBytes
                    && total.map(all -> all == part.total()).orElse(true)
                    && part.bytes().size() == Math.min(SyncMessage.PART_BYTES_MAX, part.total() - part.offset());
            if (!continues) {
                return new Taken.Wrong("part of a body from " + part.offset() + " with "
                        + part.bytes().size() + " bytes of " + part.total() + " where " + have
                        + " were there; this chain allows " + blockBytes);
            }
            total = Optional.of(part.total());
            parts.add(part.bytes());
            have += part.bytes().size();
            return have < part.total() ? new Taken.More() : whole();
        }

        private Taken whole() {
            try {
                return new Taken.Done(Body.CODEC.decode(Bytes.concat(parts.toArray(Bytes[]::new))));
            } catch (CodecException malformed) {
                return new Taken.Wrong("a body is not canonical: " + malformed.getMessage());
            }
        }
    }

    /** The transactions that this node lacks of a block whose other transactions it has. Only who named them by short ids is asked: others answer for the body alone. */
    final class Gaps implements BodyDraft {
        /** Answers that one block may take; beyond that the body comes in parts. */
        static final int ANSWERS_MAX = 8;

        private final BlockNews news;
        private final Inventory inventory;
        private final long blockBytes;
        private final Map<Long, Bytes> known;
        private final List<Long> missing;
        private long bytes;
        private int answers;

        private Gaps(BlockNews news, Inventory inventory, long blockBytes, Map<Long, Bytes> known, List<Long> missing) {
            this.news = news;
            this.inventory = inventory;
            this.blockBytes = blockBytes;
            this.known = known;
            this.missing = missing;
        }

        /** What this node has of a block. */
        static Gaps of(BlockNews news, Inventory inventory, long blockBytes) {
            Map<Long, Bytes> known = new TreeMap<>();
            List<Long> missing = new ArrayList<>();
            for (int place = 0; place < news.shortIds().size(); place++) {
                Optional<Bytes> transaction = inventory.find(news.shortIds().get(place));
                if (transaction.isPresent()) {
                    known.put((long) place, transaction.get());
                } else {
                    missing.add((long) place);
                }
            }
            return new Gaps(news, inventory, blockBytes, known, missing);
        }

        /** Whether asking for what is missing is better than asking for all. */
        boolean isWorthIt() {
            return !known.isEmpty() && missing.size() <= BlockTransactions.PLACES_MAX;
        }

        /** The body, when nothing is missing. */
        Optional<Body> body() {
            return missing.isEmpty()
                    ? Optional.of(new Body(news.inherents(), List.copyOf(known.values())))
                    : Optional.empty();
        }

        @Override
        public SyncMessage wanted(BlockId id) {
            return SyncMessage.of(new BlockTransactions.Want(id, missing));
        }

        Taken take(BlockTransactions answer) {
            if (!answer.found()) {
                return new Taken.Absent();
            }
            if (answer.envelopes().size() > missing.size()) {
                return new Taken.Wrong(answer.envelopes().size() + " transactions of a block where " + missing.size()
                        + " were asked for");
            }
            for (int i = 0; i < answer.envelopes().size(); i++) {
                Bytes envelope = answer.envelopes().get(i);
                long place = missing.get(i);
                bytes += envelope.size();
                if (inventory.shortId(envelope) != news.shortIds().get((int) place) || bytes > blockBytes) {
                    return new Taken.Wrong("the transaction at place " + place + " of a block is another");
                }
                known.put(place, envelope);
            }
            missing.subList(0, answer.envelopes().size()).clear();
            Optional<Body> body = body();
            if (body.isPresent()) {
                return new Taken.Done(body.get());
            }
            boolean moves = !answer.envelopes().isEmpty() && ++answers < ANSWERS_MAX;
            return moves ? new Taken.More() : new Taken.Stuck();
        }
    }
}
