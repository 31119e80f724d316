package org.banyan.types.specification;

import org.banyan.types.ChainId;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A chain that indexes this one, with what this one trusts to start from. On the wire the anchors are canonical bytes in bytes fields.
 *
 * @param anchorHeader header of the parent that is trusted
 * @param anchorSet the set that certifies the anchor's children
 */
public record ParentChain(ChainId chainId, Header anchorHeader, ProducerSet anchorSet) {
    private static final int SET_BYTES_MAX = 8 * 1024 * 1024;
    public static final Codec<ParentChain> CODEC = new ParentChainCodec();

    public ParentChain {
        if (!anchorHeader.chainId().equals(chainId)) {
            throw new IllegalArgumentException(
                    "the anchor header of parent " + chainId + " belongs to chain " + anchorHeader.chainId());
        }
    }

    private static final class ParentChainCodec implements Codec<ParentChain> {
        @Override
        public void write(ParentChain value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.bytes(2, Header.CODEC.encode(value.anchorHeader));
            out.bytes(3, ProducerSet.CODEC.encode(value.anchorSet));
        }

        @Override
        public ParentChain read(CanonicalReader in) {
            return new ParentChain(
                    new ChainId(in.hash(1)),
                    Header.CODEC.decode(in.bytes(2, Header.BYTES_MAX)),
                    ProducerSet.CODEC.decode(in.bytes(3, SET_BYTES_MAX)));
        }
    }
}
