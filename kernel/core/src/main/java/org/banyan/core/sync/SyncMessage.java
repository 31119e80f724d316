package org.banyan.core.sync;

import java.util.List;
import java.util.Optional;
import org.banyan.core.peers.Standing;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Body;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.specification.Limits;

/** What is said on the sync channel: exactly one of these. */
record SyncMessage(
        Optional<Standing> standing,
        Optional<WantHeaders> wantHeaders,
        Optional<Headers> headers,
        Optional<WantBody> wantBody,
        Optional<BodyPart> bodyPart,
        Optional<BlockTransactions.Want> wantTransactions,
        Optional<BlockTransactions> transactions,
        Optional<SnapshotTalk> snapshot) {
    static final int HEADERS_MAX = 128;

    /** Bytes of a body in one answer. */
    static final int PART_BYTES_MAX = 192 * 1024;

    static final Codec<SyncMessage> CODEC = new Codec<>() {
        @Override
        public void write(SyncMessage value, CanonicalWriter out) {
            out.optionalMessage(1, value.standing, Standing.CODEC);
            out.optionalMessage(2, value.wantHeaders, WantHeaders.CODEC);
            out.optionalMessage(3, value.headers, Headers.CODEC);
            out.optionalMessage(4, value.wantBody, WantBody.CODEC);
            out.optionalMessage(5, value.bodyPart, BodyPart.CODEC);
            out.optionalMessage(6, value.wantTransactions, BlockTransactions.Want.CODEC);
            out.optionalMessage(7, value.transactions, BlockTransactions.CODEC);
            out.optionalMessage(8, value.snapshot, SnapshotTalk.CODEC);
        }

        @Override
        public SyncMessage read(CanonicalReader in) {
            return new SyncMessage(
                    in.optionalMessage(1, Standing.CODEC),
                    in.optionalMessage(2, WantHeaders.CODEC),
                    in.optionalMessage(3, Headers.CODEC),
                    in.optionalMessage(4, WantBody.CODEC),
                    in.optionalMessage(5, BodyPart.CODEC),
                    in.optionalMessage(6, BlockTransactions.Want.CODEC),
                    in.optionalMessage(7, BlockTransactions.CODEC),
                    in.optionalMessage(8, SnapshotTalk.CODEC));
        }
    };

    SyncMessage {
        long said = List.of(
                        standing, wantHeaders, headers, wantBody, bodyPart, wantTransactions, transactions, snapshot)
                .stream()
                .filter(Optional::isPresent)
                .count();
        if (said != 1) {
            throw new IllegalArgumentException("a sync message says one thing but has " + said);
        }
    }

    static SyncMessage of(SnapshotTalk talk) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(talk));
    }

    static SyncMessage of(Standing standing) {
        return new SyncMessage(
                Optional.of(standing),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(WantHeaders want) {
        return new SyncMessage(
                Optional.empty(),
                Optional.of(want),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(Headers headers) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.of(headers),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(WantBody want) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(want),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(BodyPart part) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(part),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(BlockTransactions.Want want) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(want),
                Optional.empty(),
                Optional.empty());
    }

    static SyncMessage of(BlockTransactions transactions) {
        return new SyncMessage(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(transactions),
                Optional.empty());
    }

    /** The lowest headers above {@code above} of the branch that ends in {@code head}. */
    record WantHeaders(BlockId head, Height above) {
        private static final Codec<WantHeaders> CODEC = new Codec<>() {
            @Override
            public void write(WantHeaders value, CanonicalWriter out) {
                out.hash(1, value.head.hash());
                out.uint64(2, value.above.value());
            }

            @Override
            public WantHeaders read(CanonicalReader in) {
                return new WantHeaders(new BlockId(in.hash(1)), new Height(in.uint64(2)));
            }
        };
    }

    /** Ascending, each the parent of the next. Empty when the sender does not have the branch. */
    record Headers(List<SealedHeader> headers) {
        private static final Codec<Headers> CODEC = new Codec<>() {
            @Override
            public void write(Headers value, CanonicalWriter out) {
                out.repeated(1, value.headers, SealedHeader.CODEC);
            }

            @Override
            public Headers read(CanonicalReader in) {
                return new Headers(in.repeated(1, SealedHeader.CODEC, HEADERS_MAX));
            }
        };

        Headers {
            headers = List.copyOf(headers);
        }
    }

    /** The canonical body of a block from a byte on. */
    record WantBody(BlockId block, long offset) {
        private static final Codec<WantBody> CODEC = new Codec<>() {
            @Override
            public void write(WantBody value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.uint64(2, value.offset);
            }

            @Override
            public WantBody read(CanonicalReader in) {
                return new WantBody(new BlockId(in.hash(1)), in.uint64(2));
            }
        };
    }

    /**
     * A part of a canonical {@link Body}.
     *
     * @param found whether the sender has the block
     * @param total bytes of the whole body
     */
    record BodyPart(BlockId block, boolean found, long total, long offset, Bytes bytes) {
        private static final Codec<BodyPart> CODEC = new Codec<>() {
            @Override
            public void write(BodyPart value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.bool(2, value.found);
                out.uint64(3, value.total);
                out.uint64(4, value.offset);
                out.bytes(5, value.bytes);
            }

            @Override
            public BodyPart read(CanonicalReader in) {
                return new BodyPart(
                        new BlockId(in.hash(1)), in.bool(2), in.uint64(3), in.uint64(4), in.bytes(5, PART_BYTES_MAX));
            }
        };

        BodyPart {
            boolean inside = total >= 0
                    && total <= Limits.BLOCK_BYTES_MAX
                    && offset >= 0
                    && offset <= total
                    && bytes.size() <= total - offset;
            if (!inside) {
                throw new IllegalArgumentException(
                        "a part of a body with " + total + " bytes has " + bytes.size() + " from " + offset);
            }
        }
    }
}
