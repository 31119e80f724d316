package org.banyan.consensus.quorum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Tag;

/**
 * A change of the producers: the children of the block that carries it are produced and certified by {@code next}.
 *
 * <p>Operators agree on it outside the chain: each signs {@link #object} as {@link SignatureType#APPROVAL} and one of them hands the sum to its node. It is
 * good once: {@code since} tells this reign of the current set from an earlier one.
 *
 * @param current id of the set that agrees, the one in force
 * @param since height of the block that brought it in; genesis for the first
 * @param validUntil last height at which a block may carry the change
 * @param approvals strictly ascending by position in the current set
 */
public record SetChange(
        Hash current, Height since, Height validUntil, ProducerSet next, List<VoteSignature> approvals) {
    public static final Codec<SetChange> CODEC = new SetChangeCodec();

    public SetChange {
        approvals = List.copyOf(approvals);
        Bounds.countMax("approvals of a set change", approvals, EqualProducers.COUNT_MAX);
        Bounds.ascending(
                "positions of approvals",
                approvals.stream().map(VoteSignature::position).toList());
    }

    /** What every approval signs. */
    public Hash object(HashFunction hash) {
        return hash.hash(Tag.APPROVAL, CODEC.encode(with(List.of())));
    }

    /** This change with one more approval. */
    public SetChange approvedBy(VoteSignature approval) {
        List<VoteSignature> all = new ArrayList<>(approvals);
        all.add(approval);
        all.sort(Comparator.comparingInt(VoteSignature::position));
        return with(all);
    }

    private SetChange with(List<VoteSignature> others) {
        return new SetChange(current, since, validUntil, next, others);
    }

    private static final class SetChangeCodec implements Codec<SetChange> {
        @Override
        public void write(SetChange value, CanonicalWriter out) {
            out.hash(1, value.current);
            out.uint64(2, value.since.value());
            out.uint64(3, value.validUntil.value());
            out.message(4, value.next, ProducerSet.CODEC);
            out.repeated(5, value.approvals, VoteSignature.CODEC);
        }

        @Override
        public SetChange read(CanonicalReader in) {
            return new SetChange(
                    in.hash(1),
                    new Height(in.uint64(2)),
                    new Height(in.uint64(3)),
                    in.message(4, ProducerSet.CODEC),
                    in.repeated(5, VoteSignature.CODEC, EqualProducers.COUNT_MAX));
        }
    }
}
