package org.banyan.core.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.snapshot.SnapshotManifest.ChunkReference;
import org.banyan.core.store.BodySummary;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.StateEntries;
import org.banyan.core.store.StateEntry;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.HistoryAccumulator;

/** Makes the snapshot of a final block, while its chain goes on. Holds one chunk in memory. Confined to one thread, which need not be the engine's lane. */
public final class SnapshotMaker {
    /** Recent blocks of one snapshot: a chain that made nothing final for so long has other problems. */
    static final long BLOCKS_MAX = 1 << 16;

    private final ChainDefinition chain;
    private final ChainStore store;
    private final HashFunction hash;
    private final Chunks chunks;
    private final List<ChunkReference> references = new ArrayList<>();

    /** Where chunks go, in their order. Called by the maker, implemented by who keeps the snapshot. */
    @FunctionalInterface
    public interface Chunks {
        void take(int number, Bytes chunk);
    }

    /** All of a snapshot but its chunks. */
    public record Made(SnapshotManifest manifest, SnapshotTrail trail) {}

    public SnapshotMaker(ChainDefinition chain, ChainStore store, Chunks chunks) {
        this.chain = chain;
        this.store = store;
        this.hash = chain.rules().suite().hash();
        this.chunks = chunks;
    }

    /**
     * Once for each maker.
     *
     * @throws SnapshotException if the store does not have what the snapshot of this height needs
     */
    public Made make(Height height) {
        BlockId id = store.finalAt(height)
                .orElseThrow(() -> new SnapshotException("the block at height " + height + " is not final here"));
        Header top = header(id);
        SnapshotTrail trail = new TrailMaker(store, chain.consensus(), hash).to(height);
        // Opened first: what is retained now may be let go of while ids and blocks are written.
        try (StateEntries entries = store.entriesAt(height)
                .orElseThrow(() -> new SnapshotException(
                        "the state at height " + height + " is not retained any more; take a newer height"))) {
            Height idsFrom = idsFrom(top);
            ids(idsFrom, height);
            Height blocksFrom = blocksFrom(top, id);
            blocks(blocksFrom, height);
            long values = values(entries);
            SnapshotManifest manifest = new SnapshotManifest(
                    chain.rules().chainId(),
                    height,
                    id,
                    before(idsFrom),
                    idsFrom.isGenesis() ? Optional.empty() : Optional.of(header(finalAt(idsFrom))),
                    blocksFrom,
                    values,
                    references);
            return new Made(manifest, trail);
        }
    }

    // Block ids

    /** The last block that is too old for evidence against its producers, or genesis: by halving, since times ascend. */
    private Height idsFrom(Header top) {
        long oldest = top.time().millis() - chain.consensus().evidenceMillis();
        long old = 0;
        long young = top.height().value();
        while (young - old > 1) {
            long middle = old + (young - old) / 2;
            if (isOld(new Height(middle), oldest)) {
                old = middle;
            } else {
                young = middle;
            }
        }
        return new Height(old);
    }

    /** What this store was restored without is old; of what it has the id alone, nothing is known, and the more is kept. */
    private boolean isOld(Height height, long oldest) {
        Optional<BlockId> id = store.finalAt(height);
        return id.isEmpty()
                || store.header(id.get())
                        .map(header -> header.time().millis() < oldest)
                        .orElse(false);
    }

    private void ids(Height from, Height to) {
        List<BlockId> ids = new ArrayList<>();
        for (Height height = from; height.compareTo(to) <= 0; height = height.next()) {
            ids.add(finalAt(height));
            if (ids.size() * 34 >= SnapshotChunk.BYTES_TARGET) {
                put(SnapshotChunk.ofIds(ids));
                ids.clear();
            }
        }
        if (!ids.isEmpty()) {
            put(SnapshotChunk.ofIds(ids));
        }
    }

    /** The peaks of the history of all blocks below a height, as its proofs have them. */
    private HistoryAccumulator before(Height height) {
        List<Hash> peaks = new ArrayList<>();
        long first = 0;
        for (int level = Long.SIZE - 1; level >= 0; level--) {
            if ((height.value() >>> level & 1) == 1) {
                int at = level;
                long index = first >>> level;
                peaks.add(store.historyNode(at, index)
                        .orElseThrow(() -> new SnapshotException("node (" + at + ", " + index
                                + ") of the history is not in the store; make the snapshot on another node")));
                first += 1L << level;
            }
        }
        return new HistoryAccumulator(height.value(), peaks);
    }

    // Recent blocks

    /** At or below all that later blocks may refer to, and at a block that tells itself what was final as of it. */
    private Height blocksFrom(Header top, BlockId id) {
        Height window = top.height().minus(chain.rules().specification().markWindow() + 1L);
        Height known = store.effects(id).finalHeight();
        Height from = window.compareTo(known) < 0 ? window : known;
        while (!from.isGenesis() && !carriesCertificate(summary(finalAt(from)))) {
            from = from.minus(1);
        }
        if (top.height().value() - from.value() > BLOCKS_MAX) {
            throw new SnapshotException("the last block below height " + window
                    + " that carries a certificate is at height " + from + ", more than " + BLOCKS_MAX
                    + " blocks below height " + top.height());
        }
        return from;
    }

    static boolean carriesCertificate(BodySummary body) {
        return body.inherents().stream().anyMatch(inherent -> inherent.kind().equals(Inherent.FINALITY));
    }

    private void blocks(Height from, Height to) {
        List<RecentBlock> blocks = new ArrayList<>();
        long bytes = 0;
        Bytes before = Bytes.EMPTY;
        for (Height height = from; height.compareTo(to) <= 0; height = height.next()) {
            BlockId id = finalAt(height);
            Bytes consensus = store.effects(id).consensusState();
            RecentBlock block =
                    new RecentBlock(header(id), summary(id), consensus.equals(before) ? Bytes.EMPTY : consensus);
            before = consensus;
            long size = RecentBlock.CODEC.encode(block).size();
            if (!blocks.isEmpty() && bytes + size > SnapshotChunk.BYTES_TARGET) {
                put(SnapshotChunk.ofBlocks(blocks));
                blocks.clear();
                bytes = 0;
            }
            blocks.add(block);
            bytes += size;
        }
        put(SnapshotChunk.ofBlocks(blocks));
    }

    // Values

    private long values(StateEntries entries) {
        long count = 0;
        long bytes = 0;
        List<StateEntry> values = new ArrayList<>();
        for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            long size =
                    48L + entry.get().key().key().size() + entry.get().value().size();
            if (!values.isEmpty() && bytes + size > SnapshotChunk.BYTES_TARGET) {
                put(SnapshotChunk.ofValues(values));
                values.clear();
                bytes = 0;
            }
            values.add(entry.get());
            bytes += size;
            count++;
        }
        if (!values.isEmpty()) {
            put(SnapshotChunk.ofValues(values));
        }
        return count;
    }

    private void put(SnapshotChunk chunk) {
        Bytes bytes = SnapshotChunk.CODEC.encode(chunk);
        if (bytes.size() > SnapshotChunk.BYTES_MAX || references.size() >= SnapshotManifest.CHUNKS_MAX) {
            throw new SnapshotException("a snapshot has at most " + SnapshotManifest.CHUNKS_MAX + " chunks of at most "
                    + SnapshotChunk.BYTES_MAX + " bytes, but chunk " + references.size() + " would have "
                    + bytes.size());
        }
        chunks.take(references.size(), bytes);
        references.add(new ChunkReference(SnapshotManifest.chunkHash(bytes, hash), bytes.size()));
    }

    // Reading

    private BlockId finalAt(Height height) {
        return store.finalAt(height)
                .orElseThrow(() -> new SnapshotException("the id of the block at height " + height
                        + " is not in the store; make the snapshot on another node"));
    }

    private Header header(BlockId id) {
        return store.header(id)
                .orElseThrow(() -> new SnapshotException(
                        "the header of block " + id + " is not in the store; make the snapshot on another node"));
    }

    private BodySummary summary(BlockId id) {
        return store.summary(id, hash)
                .orElseThrow(() -> new SnapshotException(
                        "the body of block " + id + " is not in the store; make the snapshot on another node"));
    }
}
