package org.banyan.core.snapshot;

import java.util.List;
import org.banyan.core.store.StateEntry;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** A piece of a snapshot: block ids, recent blocks, or values, one of the three. */
public record SnapshotChunk(List<BlockId> ids, List<RecentBlock> blocks, List<StateEntry> values) {
    /** A piece is ended when it has so much. */
    static final int BYTES_TARGET = 1 << 20;

    /** With room for one large block or value. */
    public static final int BYTES_MAX = 48 << 20;

    private static final int IDS_MAX = 2 * BYTES_TARGET / Hash.SIZE;

    public static final Codec<SnapshotChunk> CODEC = new ChunkCodec();

    public SnapshotChunk {
        ids = List.copyOf(ids);
        blocks = List.copyOf(blocks);
        values = List.copyOf(values);
        int kinds = (ids.isEmpty() ? 0 : 1) + (blocks.isEmpty() ? 0 : 1) + (values.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException("a chunk of a snapshot has one kind of content but this has " + kinds);
        }
    }

    static SnapshotChunk ofIds(List<BlockId> ids) {
        return new SnapshotChunk(ids, List.of(), List.of());
    }

    static SnapshotChunk ofBlocks(List<RecentBlock> blocks) {
        return new SnapshotChunk(List.of(), blocks, List.of());
    }

    static SnapshotChunk ofValues(List<StateEntry> values) {
        return new SnapshotChunk(List.of(), List.of(), values);
    }

    private static final class ChunkCodec implements Codec<SnapshotChunk> {
        @Override
        public void write(SnapshotChunk value, CanonicalWriter out) {
            out.repeatedBytes(1, value.ids.stream().map(BlockId::bytes).toList());
            out.repeated(2, value.blocks, RecentBlock.CODEC);
            out.repeated(3, value.values, StateEntry.CODEC);
        }

        @Override
        public SnapshotChunk read(CanonicalReader in) {
            return new SnapshotChunk(
                    in.repeatedBytes(1, IDS_MAX).stream()
                            .map(bytes -> new BlockId(Hash.of(bytes)))
                            .toList(),
                    in.repeated(2, RecentBlock.CODEC, BYTES_TARGET),
                    in.repeated(3, StateEntry.CODEC, BYTES_TARGET));
        }
    }
}
