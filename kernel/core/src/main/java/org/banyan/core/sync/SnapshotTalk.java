package org.banyan.core.sync;

import java.util.Optional;
import java.util.stream.Stream;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** What is said about snapshots on the sync channel: exactly one of these. */
record SnapshotTalk(
        Optional<WantOffer> wantOffer, Optional<Offer> offer, Optional<WantPart> wantPart, Optional<Part> part) {
    static final Codec<SnapshotTalk> CODEC = new Codec<>() {
        @Override
        public void write(SnapshotTalk value, CanonicalWriter out) {
            out.optionalMessage(1, value.wantOffer, WantOffer.CODEC);
            out.optionalMessage(2, value.offer, Offer.CODEC);
            out.optionalMessage(3, value.wantPart, WantPart.CODEC);
            out.optionalMessage(4, value.part, Part.CODEC);
        }

        @Override
        public SnapshotTalk read(CanonicalReader in) {
            return new SnapshotTalk(
                    in.optionalMessage(1, WantOffer.CODEC),
                    in.optionalMessage(2, Offer.CODEC),
                    in.optionalMessage(3, WantPart.CODEC),
                    in.optionalMessage(4, Part.CODEC));
        }
    };

    SnapshotTalk {
        long said = Stream.of(wantOffer, offer, wantPart, part)
                .filter(Optional::isPresent)
                .count();
        if (said != 1) {
            throw new IllegalArgumentException("a word about snapshots says one thing but has " + said);
        }
    }

    static SnapshotTalk of(WantOffer want) {
        return new SnapshotTalk(Optional.of(want), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static SnapshotTalk of(Offer offer) {
        return new SnapshotTalk(Optional.empty(), Optional.of(offer), Optional.empty(), Optional.empty());
    }

    static SnapshotTalk of(WantPart want) {
        return new SnapshotTalk(Optional.empty(), Optional.empty(), Optional.of(want), Optional.empty());
    }

    static SnapshotTalk of(Part part) {
        return new SnapshotTalk(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(part));
    }

    /** Which snapshot the other node serves. */
    record WantOffer() {
        private static final Codec<WantOffer> CODEC = new Codec<>() {
            @Override
            public void write(WantOffer value, CanonicalWriter out) {}

            @Override
            public WantOffer read(CanonicalReader in) {
                return new WantOffer();
            }
        };
    }

    /** The answer; empty when it serves none. */
    record Offer(Optional<SnapshotOffer> snapshot) {
        private static final Codec<Offer> CODEC = new Codec<>() {
            @Override
            public void write(Offer value, CanonicalWriter out) {
                out.optionalMessage(1, value.snapshot, SnapshotOffer.CODEC);
            }

            @Override
            public Offer read(CanonicalReader in) {
                return new Offer(in.optionalMessage(1, SnapshotOffer.CODEC));
            }
        };
    }

    /** A piece from a byte on. */
    record WantPart(Hash manifest, int piece, long offset) {
        private static final Codec<WantPart> CODEC = new Codec<>() {
            @Override
            public void write(WantPart value, CanonicalWriter out) {
                out.hash(1, value.manifest);
                out.uint32(2, value.piece);
                out.uint64(3, value.offset);
            }

            @Override
            public WantPart read(CanonicalReader in) {
                return new WantPart(in.hash(1), in.uint32(2), in.uint64(3));
            }
        };

        WantPart {
            Bounds.between("offset of a wanted part", offset, 0, Long.MAX_VALUE);
        }
    }

    /**
     * Bytes of a piece.
     *
     * @param found whether the sender has it; where not, there are no bytes
     */
    record Part(Hash manifest, int piece, long offset, boolean found, Bytes bytes) {
        private static final Codec<Part> CODEC = new Codec<>() {
            @Override
            public void write(Part value, CanonicalWriter out) {
                out.hash(1, value.manifest);
                out.uint32(2, value.piece);
                out.uint64(3, value.offset);
                out.bool(4, value.found);
                out.bytes(5, value.bytes);
            }

            @Override
            public Part read(CanonicalReader in) {
                return new Part(
                        in.hash(1), in.uint32(2), in.uint64(3), in.bool(4), in.bytes(5, SyncMessage.PART_BYTES_MAX));
            }
        };

        Part {
            Bounds.between("offset of a part", offset, 0, Long.MAX_VALUE);
        }
    }
}
