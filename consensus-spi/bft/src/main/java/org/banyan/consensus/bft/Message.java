package org.banyan.consensus.bft;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * One member's signed statement, as agents send it to each other.
 *
 * @param block what it is about; in {@link Phase#CHANGE} the block of the lock, without one the parent
 * @param changes of {@link Phase#PROPOSE} in a later view: statements of a quorum that gave up the view before
 * @param lock the certificate of the lock that the statement, or the newest of the changes, speaks of
 */
record Message(
        Height height,
        Statement statement,
        BlockId block,
        VoteSignature vote,
        List<Change> changes,
        Optional<Certificate> lock) {
    static final Codec<Message> CODEC = new MessageCodec();

    Message {
        changes = List.copyOf(changes);
        Bounds.ascending(
                "positions of view changes",
                changes.stream().map(change -> change.vote().position()).toList());
        if (statement.phase() != Phase.PROPOSE && !changes.isEmpty()) {
            throw new IllegalArgumentException("only a proposal carries view changes");
        }
    }

    /** A statement of {@link Phase#CHANGE} for the view of the proposal that carries it. */
    record Change(VoteSignature vote, long lock, BlockId block) {
        static final Codec<Change> CODEC = new Codec<>() {
            @Override
            public void write(Change value, CanonicalWriter out) {
                out.message(1, value.vote, VoteSignature.CODEC);
                out.uint64(2, value.lock);
                out.hash(3, value.block.hash());
            }

            @Override
            public Change read(CanonicalReader in) {
                return new Change(in.message(1, VoteSignature.CODEC), in.uint64(2), new BlockId(in.hash(3)));
            }
        };
    }

    static Message vote(Height height, Statement statement, BlockId block, VoteSignature vote) {
        return new Message(height, statement, block, vote, List.of(), Optional.empty());
    }

    static Optional<Message> read(Bytes bytes) {
        try {
            return Optional.of(CODEC.decode(bytes));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    Phase phase() {
        return statement.phase();
    }

    long view() {
        return statement.view();
    }

    int position() {
        return vote.position();
    }

    Certificate ballot(Quorum quorum) {
        return quorum.ballot(height, block, statement.encoded());
    }

    private static final class MessageCodec implements Codec<Message> {
        @Override
        public void write(Message value, CanonicalWriter out) {
            out.uint64(1, value.height.value());
            out.message(2, value.statement, Statement.CODEC);
            out.hash(3, value.block.hash());
            out.message(4, value.vote, VoteSignature.CODEC);
            out.repeated(5, value.changes, Change.CODEC);
            out.optionalMessage(6, value.lock, Certificate.CODEC);
        }

        @Override
        public Message read(CanonicalReader in) {
            return new Message(
                    new Height(in.uint64(1)),
                    in.message(2, Statement.CODEC),
                    new BlockId(in.hash(3)),
                    in.message(4, VoteSignature.CODEC),
                    in.repeated(5, Change.CODEC, EqualProducers.COUNT_MAX),
                    in.optionalMessage(6, Certificate.CODEC));
        }
    }
}
