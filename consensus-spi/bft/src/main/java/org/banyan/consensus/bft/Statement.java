package org.banyan.consensus.bft;

import java.util.Optional;
import java.util.OptionalLong;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * What a vote says about the block that its ballot names; the data of that ballot.
 *
 * @param lock of {@link Phase#CHANGE} alone: one more than the view of the lock that the block stands for, 0 without a lock
 */
record Statement(Phase phase, long view, long lock) {
    /** Far beyond any view that time allows, and small enough for all arithmetic. */
    static final long VIEW_MAX = 0xffff_ffffL;

    static final Codec<Statement> CODEC = new StatementCodec();

    Statement {
        Bounds.between("view", view, 0, VIEW_MAX);
        Bounds.between("lock of a statement", lock, 0, phase == Phase.CHANGE ? view : 0);
    }

    static Statement of(Phase phase, long view) {
        return new Statement(phase, view, 0);
    }

    static Statement change(long view, OptionalLong lockView) {
        return new Statement(Phase.CHANGE, view, lockView.isPresent() ? lockView.getAsLong() + 1 : 0);
    }

    static Optional<Statement> read(Bytes data) {
        try {
            return Optional.of(CODEC.decode(data));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    Bytes encoded() {
        return CODEC.encode(this);
    }

    private static final class StatementCodec implements Codec<Statement> {
        @Override
        public void write(Statement value, CanonicalWriter out) {
            out.uint32(1, value.phase.ordinal());
            out.uint64(2, value.view);
            out.uint64(3, value.lock);
        }

        @Override
        public Statement read(CanonicalReader in) {
            int phase = in.uint32(1);
            Bounds.between("phase", phase, 0, Phase.COUNT - 1);
            return new Statement(Phase.values()[phase], in.uint64(2), in.uint64(3));
        }
    }
}
