package org.banyan.types.block;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * Header of a block; the block's id is the tagged hash of its canonical bytes. DESIGN.md 3.
 *
 * @param version header format, from 1
 * @param parent id of the parent block; for genesis the chain id's hash, see {@link #genesisParent}
 * @param bodyRoot counted list root over inherents and transactions
 * @param receiptsRoot counted list root over receipts
 * @param stateRoot state commitment after this block
 * @param historyRoot counted list root over the ids of all ancestors, genesis first; its count is the height
 * @param extensions strictly ascending by id, at most {@value #EXTENSIONS_MAX}
 */
public record Header(
        int version,
        ChainId chainId,
        Height height,
        BlockId parent,
        Timestamp time,
        Hash bodyRoot,
        Hash receiptsRoot,
        Hash stateRoot,
        Hash historyRoot,
        List<HeaderExtension> extensions) {
    /** The one format so far. */
    public static final int VERSION = 1;

    /** Largest canonical header any chain may allow. */
    public static final int BYTES_MAX = 1024 * 1024;

    public static final int EXTENSIONS_MAX = 64;
    public static final Codec<Header> CODEC = new HeaderCodec();

    public Header {
        Bounds.between("version of a header", version, 1, Integer.MAX_VALUE);
        extensions = List.copyOf(extensions);
        Bounds.countMax("extensions of a header", extensions, EXTENSIONS_MAX);
        Bounds.ascending(
                "ids of header extensions",
                extensions.stream().map(HeaderExtension::id).toList());
        if (height.isGenesis() && !parent.equals(genesisParent(chainId))) {
            throw new IllegalArgumentException("the parent of a genesis header must be its chain id but was " + parent);
        }
    }

    /** What stands in the place of the parent's id in a genesis header. */
    public static BlockId genesisParent(ChainId chainId) {
        return new BlockId(chainId.hash());
    }

    public BlockId id(HashFunction hash) {
        return new BlockId(hash.hash(Tag.HEADER, CODEC.encode(this)));
    }

    /** Value of the extension with this id. */
    public Optional<Bytes> extension(String id) {
        for (HeaderExtension extension : extensions) {
            if (extension.id().equals(id)) {
                return Optional.of(extension.value());
            }
        }
        return Optional.empty();
    }

    private static final class HeaderCodec implements Codec<Header> {
        @Override
        public void write(Header value, CanonicalWriter out) {
            out.uint32(1, value.version);
            out.hash(2, value.chainId.hash());
            out.uint64(3, value.height.value());
            out.hash(4, value.parent.hash());
            out.uint64(5, value.time.millis());
            out.hash(6, value.bodyRoot);
            out.hash(7, value.receiptsRoot);
            out.hash(8, value.stateRoot);
            out.hash(9, value.historyRoot);
            out.repeated(10, value.extensions, HeaderExtension.CODEC);
        }

        @Override
        public Header read(CanonicalReader in) {
            return new Header(
                    in.uint32(1),
                    new ChainId(in.hash(2)),
                    new Height(in.uint64(3)),
                    new BlockId(in.hash(4)),
                    new Timestamp(in.uint64(5)),
                    in.hash(6),
                    in.hash(7),
                    in.hash(8),
                    in.hash(9),
                    in.repeated(10, HeaderExtension.CODEC, EXTENSIONS_MAX));
        }
    }
}
