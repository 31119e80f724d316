package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Tag;

/**
 * Who takes over in the next term: the last block of a term that its own delegates certify carries it in full.
 *
 * <p>Where genesis decided the term it says just that, without approvals. Else a quorum of the current delegates must approve: each signs {@link #object} as
 * {@link SignatureType#APPROVAL} and hands the sum to a node. It is good once, because a term begins once.
 *
 * @param term the one that begins
 * @param current id of the set that is replaced
 * @param approvals strictly ascending by position in the current set
 */
public record Election(long term, Hash current, ProducerSet next, List<VoteSignature> approvals) {
    public static final Codec<Election> CODEC = new ElectionCodec();

    public Election {
        Bounds.positive("term of an election", term);
        approvals = List.copyOf(approvals);
        Bounds.countMax("approvals of an election", approvals, DposParameters.DELEGATES_MAX);
        Bounds.ascending(
                "positions of approvals",
                approvals.stream().map(VoteSignature::position).toList());
    }

    /** What every approval signs. */
    public Hash object(HashFunction hash) {
        return hash.hash(Tag.APPROVAL, CODEC.encode(with(List.of())));
    }

    /** This election with one more approval. */
    public Election approvedBy(VoteSignature approval) {
        List<VoteSignature> all = new ArrayList<>(approvals);
        all.add(approval);
        all.sort(Comparator.comparingInt(VoteSignature::position));
        return with(all);
    }

    private Election with(List<VoteSignature> others) {
        return new Election(term, current, next, others);
    }

    private static final class ElectionCodec implements Codec<Election> {
        @Override
        public void write(Election value, CanonicalWriter out) {
            out.uint64(1, value.term);
            out.hash(2, value.current);
            out.message(3, value.next, ProducerSet.CODEC);
            out.repeated(4, value.approvals, VoteSignature.CODEC);
        }

        @Override
        public Election read(CanonicalReader in) {
            return new Election(
                    in.uint64(1),
                    in.hash(2),
                    in.message(3, ProducerSet.CODEC),
                    in.repeated(4, VoteSignature.CODEC, DposParameters.DELEGATES_MAX));
        }
    }
}
