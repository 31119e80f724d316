package org.banyan.types.specification;

import org.banyan.types.ChainId;
import org.banyan.types.Identifiers;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * A chain that indexes this one, with what this one trusts to start from. On the wire the anchors are canonical bytes in bytes fields.
 *
 * @param lightClient id of the consensus by whose light client the parent is followed
 * @param anchorHeader header of the parent that is trusted
 * @param anchorSet the set that certifies the anchor's children
 */
public record ParentChain(ChainId chainId, String lightClient, Header anchorHeader, ProducerSet anchorSet) {
    private static final int SET_BYTES_MAX = 8 * 1024 * 1024;
    public static final Codec<ParentChain> CODEC = new ParentChainCodec();

    public ParentChain {
        Identifiers.lowerCase("light client of a parent", lightClient);
        if (!anchorHeader.chainId().equals(chainId)) {
            throw new IllegalArgumentException(
                    "the anchor header of parent " + chainId + " belongs to chain " + anchorHeader.chainId());
        }
    }

    public Checkpoint anchor() {
        return new Checkpoint(anchorHeader, anchorSet);
    }

    private static final class ParentChainCodec implements Codec<ParentChain> {
        @Override
        public void write(ParentChain value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.bytes(2, Header.CODEC.encode(value.anchorHeader));
            out.bytes(3, ProducerSet.CODEC.encode(value.anchorSet));
            out.string(4, value.lightClient);
        }

        @Override
        public ParentChain read(CanonicalReader in) {
            ChainId chain = new ChainId(in.hash(1));
            Header header = Header.CODEC.decode(in.bytes(2, Header.BYTES_MAX));
            ProducerSet set = ProducerSet.CODEC.decode(in.bytes(3, SET_BYTES_MAX));
            return new ParentChain(chain, in.string(4, Identifiers.LENGTH_MAX), header, set);
        }
    }
}
