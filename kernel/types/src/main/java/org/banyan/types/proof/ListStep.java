package org.banyan.types.proof;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.list.ListProof;

/**
 * Membership in a counted list, as it travels.
 *
 * @param leaf the leaf's bytes as listed
 */
public record ListStep(ListProof proof, Bytes leaf) {
    public static final int LEAF_BYTES_MAX = 4 * 1024 * 1024;
    public static final Codec<ListStep> CODEC = new ListStepCodec();

    public ListStep {
        Bounds.sizeMax("leaf of a list step", leaf, LEAF_BYTES_MAX);
    }

    private static final class ListStepCodec implements Codec<ListStep> {
        @Override
        public void write(ListStep value, CanonicalWriter out) {
            out.uint64(1, value.proof.count());
            out.uint64(2, value.proof.index());
            out.repeatedBytes(
                    3, value.proof.siblings().stream().map(Hash::bytes).toList());
            out.bytes(4, value.leaf);
        }

        @Override
        public ListStep read(CanonicalReader in) {
            long count = in.uint64(1);
            long index = in.uint64(2);
            List<Hash> siblings = in.repeatedBytes(3, ListProof.SIBLINGS_MAX).stream()
                    .map(Hash::of)
                    .toList();
            return new ListStep(new ListProof(count, index, siblings), in.bytes(4, LEAF_BYTES_MAX));
        }
    }
}
