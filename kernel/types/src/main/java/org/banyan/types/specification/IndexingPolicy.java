package org.banyan.types.specification;

import org.banyan.types.Bounds;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** @param childrenMax most children this chain indexes; 0 means none */
public record IndexingPolicy(int childrenMax) {
    public static final int CHILDREN_MAX = 1 << 16;
    public static final IndexingPolicy NONE = new IndexingPolicy(0);
    public static final Codec<IndexingPolicy> CODEC = new IndexingPolicyCodec();

    public IndexingPolicy {
        Bounds.between("most indexed children", childrenMax, 0, CHILDREN_MAX);
    }

    private static final class IndexingPolicyCodec implements Codec<IndexingPolicy> {
        @Override
        public void write(IndexingPolicy value, CanonicalWriter out) {
            out.uint32(1, value.childrenMax);
        }

        @Override
        public IndexingPolicy read(CanonicalReader in) {
            return new IndexingPolicy(in.uint32(1));
        }
    }
}
