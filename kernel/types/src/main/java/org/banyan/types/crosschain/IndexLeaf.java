package org.banyan.types.crosschain;

import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;

/**
 * One indexed child header. All leaves of a parent block form one counted list whose root is in the parent's header extension {@value #EXTENSION}.
 * Source: aelf whitepaper 5.3.4 (indexing of side chains by Merkle roots); DESIGN.md 6.
 */
public record IndexLeaf(
        ChainId chainId,
        Height height,
        BlockId block,
        Timestamp time,
        Hash bodyRoot,
        Hash receiptsRoot,
        Hash stateRoot) {
    /** Id of the header extension whose value is the 32-byte root of the block's leaves. Absent when the block indexes nothing. */
    public static final String EXTENSION = "crosschain.index";

    public static final Codec<IndexLeaf> CODEC = new IndexLeafCodec();

    public static IndexLeaf of(Header header, HashFunction hash) {
        return of(header, header.id(hash));
    }

    /** @param id of the header, for who has hashed it already */
    public static IndexLeaf of(Header header, BlockId id) {
        return new IndexLeaf(
                header.chainId(),
                header.height(),
                id,
                header.time(),
                header.bodyRoot(),
                header.receiptsRoot(),
                header.stateRoot());
    }

    public static Hash root(List<IndexLeaf> leaves, HashFunction hash) {
        return CountedList.root(hash, Tag.LIST_INDEX, encoded(leaves));
    }

    /** The leaves as listed. */
    public static List<Bytes> encoded(List<IndexLeaf> leaves) {
        return leaves.stream().map(CODEC::encode).toList();
    }

    private static final class IndexLeafCodec implements Codec<IndexLeaf> {
        @Override
        public void write(IndexLeaf value, CanonicalWriter out) {
            out.hash(1, value.chainId.hash());
            out.uint64(2, value.height.value());
            out.hash(3, value.block.hash());
            out.uint64(4, value.time.millis());
            out.hash(5, value.bodyRoot);
            out.hash(6, value.receiptsRoot);
            out.hash(7, value.stateRoot);
        }

        @Override
        public IndexLeaf read(CanonicalReader in) {
            return new IndexLeaf(
                    new ChainId(in.hash(1)),
                    new Height(in.uint64(2)),
                    new BlockId(in.hash(3)),
                    new Timestamp(in.uint64(4)),
                    in.hash(5),
                    in.hash(6),
                    in.hash(7));
        }
    }
}
