package org.banyan.core.snapshot;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.HistoryAccumulator;

/**
 * What a snapshot consists of. A function of the chain up to its block: all honest nodes make the same one, so that pieces of one may come from several. Says
 * nothing that is believed: what the pieces hold is checked against the block's header.
 *
 * @param block the final block after which the state is
 * @param before all block ids below the first one that the snapshot has
 * @param first header of the block whose id is the first; empty when that is genesis
 * @param blocksFrom height of the first recent block
 * @param values keys of the state
 * @param chunks block ids, then recent blocks, then values; ascending
 */
public record SnapshotManifest(
        ChainId chainId,
        Height height,
        BlockId block,
        HistoryAccumulator before,
        Optional<Header> first,
        Height blocksFrom,
        long values,
        List<ChunkReference> chunks) {
    /** The one format so far. */
    public static final int VERSION = 1;

    /** Of about 1 MiB each. */
    public static final int CHUNKS_MAX = 1 << 16;

    public static final int BYTES_MAX = CHUNKS_MAX * 48 + 2 * Header.BYTES_MAX;

    public static final Codec<SnapshotManifest> CODEC = new ManifestCodec();

    /** @param size bytes of the chunk */
    public record ChunkReference(Hash hash, int size) {
        private static final Codec<ChunkReference> CODEC = new Codec<>() {
            @Override
            public void write(ChunkReference value, CanonicalWriter out) {
                out.hash(1, value.hash);
                out.uint32(2, value.size);
            }

            @Override
            public ChunkReference read(CanonicalReader in) {
                return new ChunkReference(in.hash(1), in.uint32(2));
            }
        };

        public ChunkReference {
            Bounds.between("bytes of a chunk", size, 1, SnapshotChunk.BYTES_MAX);
        }
    }

    public SnapshotManifest {
        chunks = List.copyOf(chunks);
        Bounds.countMax("chunks of a snapshot", chunks, CHUNKS_MAX);
        Bounds.between("values of a snapshot", values, 0, Long.MAX_VALUE);
        Bounds.between("height of the first recent block", blocksFrom.value(), before.count(), height.value());
        if (first.isPresent() != before.count() > 0) {
            throw new IllegalArgumentException("a snapshot whose first block id is at height " + before.count()
                    + (first.isPresent() ? " has a header of it" : " lacks its header"));
        }
    }

    /** Names the snapshot. */
    public Hash id(HashFunction hash) {
        return hash.hash(Tag.SNAPSHOT_MANIFEST, CODEC.encode(this));
    }

    /** Height of the first block id. */
    public Height idsFrom() {
        return new Height(before.count());
    }

    public long bytes() {
        return chunks.stream().mapToLong(ChunkReference::size).sum();
    }

    public static Hash chunkHash(Bytes chunk, HashFunction hash) {
        return hash.hash(Tag.SNAPSHOT_CHUNK, chunk);
    }

    private static final class ManifestCodec implements Codec<SnapshotManifest> {
        @Override
        public void write(SnapshotManifest value, CanonicalWriter out) {
            out.uint32(1, VERSION);
            out.hash(2, value.chainId.hash());
            out.uint64(3, value.height.value());
            out.hash(4, value.block.hash());
            out.message(5, value.before, HistoryAccumulator.CODEC);
            out.optionalMessage(6, value.first, Header.CODEC);
            out.uint64(7, value.blocksFrom.value());
            out.uint64(8, value.values);
            out.repeated(9, value.chunks, ChunkReference.CODEC);
        }

        @Override
        public SnapshotManifest read(CanonicalReader in) {
            int version = in.uint32(1);
            if (version != VERSION) {
                throw in.refused("snapshot format " + Integer.toUnsignedString(version)
                        + " is unknown, this software knows format " + VERSION);
            }
            return new SnapshotManifest(
                    new ChainId(in.hash(2)),
                    new Height(in.uint64(3)),
                    new BlockId(in.hash(4)),
                    in.message(5, HistoryAccumulator.CODEC),
                    in.optionalMessage(6, Header.CODEC),
                    new Height(in.uint64(7)),
                    in.uint64(8),
                    in.repeated(9, ChunkReference.CODEC, CHUNKS_MAX));
        }
    }
}
