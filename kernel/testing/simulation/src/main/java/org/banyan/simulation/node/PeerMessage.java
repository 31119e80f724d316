package org.banyan.simulation.node;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What simulated nodes tell each other, in the kernel's canonical form. Stands in for the peer protocol until the kernel has its own.
 *
 * @param blocks with what stands beside them, lowest first
 * @param witnesses that grew, by block
 * @param status where the sender stands
 * @param wanted a block that the sender lacks, with its ancestors
 * @param transactions canonical envelopes
 * @param said what the sender's agent wants the receiver's agent to hear
 */
public record PeerMessage(
        List<Sealed> blocks,
        List<Grown> witnesses,
        Optional<Status> status,
        Optional<Wanted> wanted,
        List<Bytes> transactions,
        List<Bytes> said) {
    static final int ITEMS_MAX = 64;

    public static final Codec<PeerMessage> CODEC = new PeerMessageCodec();

    public PeerMessage {
        blocks = List.copyOf(blocks);
        witnesses = List.copyOf(witnesses);
        transactions = List.copyOf(transactions);
        said = List.copyOf(said);
    }

    public static PeerMessage of(List<Sealed> blocks, List<Grown> witnesses) {
        return of(blocks, witnesses, List.of());
    }

    public static PeerMessage of(List<Sealed> blocks, List<Grown> witnesses, List<Bytes> said) {
        return new PeerMessage(blocks, witnesses, Optional.empty(), Optional.empty(), List.of(), said);
    }

    static PeerMessage of(Status status, List<Grown> witnesses) {
        return new PeerMessage(List.of(), witnesses, Optional.of(status), Optional.empty(), List.of(), List.of());
    }

    static PeerMessage of(Wanted wanted) {
        return new PeerMessage(List.of(), List.of(), Optional.empty(), Optional.of(wanted), List.of(), List.of());
    }

    static PeerMessage of(Bytes transaction) {
        return new PeerMessage(
                List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(transaction), List.of());
    }

    /** The same with other blocks, witnesses and words of the agent. */
    public PeerMessage with(List<Sealed> otherBlocks, List<Grown> otherWitnesses, List<Bytes> otherSaid) {
        return new PeerMessage(otherBlocks, otherWitnesses, status, wanted, transactions, otherSaid);
    }

    /** The same with another standing. */
    public PeerMessage with(Status other) {
        return new PeerMessage(blocks, witnesses, Optional.of(other), wanted, transactions, said);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return equals(of(List.of(), List.of()));
    }

    /** A block and its witness. */
    public record Sealed(Block block, Witness witness) {
        private static final Codec<Sealed> CODEC = new Codec<>() {
            @Override
            public void write(Sealed value, CanonicalWriter out) {
                out.message(1, value.block, Block.CODEC);
                out.message(2, value.witness, Witness.CODEC);
            }

            @Override
            public Sealed read(CanonicalReader in) {
                return new Sealed(in.message(1, Block.CODEC), in.message(2, Witness.CODEC));
            }
        };
    }

    /** The witness of a block that the receiver may know. */
    public record Grown(BlockId block, Witness witness) {
        private static final Codec<Grown> CODEC = new Codec<>() {
            @Override
            public void write(Grown value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.message(2, value.witness, Witness.CODEC);
            }

            @Override
            public Grown read(CanonicalReader in) {
                return new Grown(new BlockId(in.hash(1)), in.message(2, Witness.CODEC));
            }
        };
    }

    /** Head and final height of the sender. */
    public record Status(BlockId head, Height finalHeight) {
        private static final Codec<Status> CODEC = new Codec<>() {
            @Override
            public void write(Status value, CanonicalWriter out) {
                out.hash(1, value.head.hash());
                out.uint64(2, value.finalHeight.value());
            }

            @Override
            public Status read(CanonicalReader in) {
                return new Status(new BlockId(in.hash(1)), new Height(in.uint64(2)));
            }
        };
    }

    /** The branch of {@code block} above {@code height}, please. */
    public record Wanted(BlockId block, Height height) {
        private static final Codec<Wanted> CODEC = new Codec<>() {
            @Override
            public void write(Wanted value, CanonicalWriter out) {
                out.hash(1, value.block.hash());
                out.uint64(2, value.height.value());
            }

            @Override
            public Wanted read(CanonicalReader in) {
                return new Wanted(new BlockId(in.hash(1)), new Height(in.uint64(2)));
            }
        };
    }

    private static final class PeerMessageCodec implements Codec<PeerMessage> {
        @Override
        public void write(PeerMessage value, CanonicalWriter out) {
            out.repeated(1, value.blocks, Sealed.CODEC);
            out.repeated(2, value.witnesses, Grown.CODEC);
            out.optionalMessage(3, value.status, Status.CODEC);
            out.optionalMessage(4, value.wanted, Wanted.CODEC);
            out.repeatedBytes(5, value.transactions);
            out.repeatedBytes(6, value.said);
        }

        @Override
        public PeerMessage read(CanonicalReader in) {
            return new PeerMessage(
                    in.repeated(1, Sealed.CODEC, ITEMS_MAX),
                    in.repeated(2, Grown.CODEC, ITEMS_MAX),
                    in.optionalMessage(3, Status.CODEC),
                    in.optionalMessage(4, Wanted.CODEC),
                    in.repeatedBytes(5, ITEMS_MAX),
                    in.repeatedBytes(6, ITEMS_MAX));
        }
    }
}
