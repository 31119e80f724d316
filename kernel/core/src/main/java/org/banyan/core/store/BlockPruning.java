package org.banyan.core.store;

import java.util.List;
import java.util.Optional;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;

/**
 * Takes away what is kept of old final blocks beside their headers, certificates and the history: in small batches from the oldest on, each of which says how far
 * it came. Owned by the engine's lane.
 */
final class BlockPruning {
    /** Records that one batch removes, but for those of its last block. */
    static final int DELETES_MAX = 20_000;

    /** Blocks that one batch looks at. */
    static final int BLOCKS_MAX = 512;

    private final KeyValueStore store;
    private final StoredBlocks blocks;

    BlockPruning(KeyValueStore store, StoredBlocks blocks) {
        this.store = store;
        this.blocks = blocks;
    }

    /** Removes what {@code keeping} does without below a height; whether more is left to remove. */
    boolean step(Height below, ChainStore.Keeping keeping) {
        long from = Math.max(1, number(ChainStore.BODIES_NAME));
        long height = from;
        WriteBatch batch = new WriteBatch();
        while (height < below.value()
                && height - from < BLOCKS_MAX
                && batch.operations().size() < DELETES_MAX) {
            remove(new Height(height), keeping, batch);
            height++;
        }
        if (height == from) {
            return false;
        }
        batch.put(ChainKeys.meta(ChainStore.BODIES_NAME), ChainKeys.number(height));
        if (keeping == ChainStore.Keeping.LIGHT_HISTORY) {
            batch.put(ChainKeys.meta(ChainStore.RECORDS_NAME), ChainKeys.number(height));
        }
        store.write(batch, Durability.BUFFERED);
        return height < below.value();
    }

    long number(String name) {
        return store.get(ChainKeys.meta(name)).map(ChainKeys::number).orElse(0L);
    }

    private void remove(Height height, ChainStore.Keeping keeping, WriteBatch batch) {
        Optional<BlockId> id = store.get(ChainKeys.finalAt(height)).map(bytes -> new BlockId(Hash.of(bytes)));
        Optional<BlockPlace> known = id.flatMap(blocks::place);
        if (known.isEmpty()) {
            return; // below what a snapshot brought
        }
        BlockPlace place = known.get();
        List<TransactionId> transactions = blocks.transactionsIfKept(id.get());
        transactions.forEach(transaction -> batch.delete(ChainKeys.transaction(transaction, place)));
        batch.delete(ChainKeys.block(place))
                .delete(ChainKeys.receipts(place))
                .delete(ChainKeys.changes(place))
                .delete(ChainKeys.summary(place));
        if (keeping == ChainStore.Keeping.LIGHT_HISTORY && !changesProducers(id.get())) {
            batch.delete(ChainKeys.effects(place));
        }
    }

    /** Such a block shows light clients who certifies from then on, and its state has them in full. */
    private boolean changesProducers(BlockId id) {
        Optional<Header> header = blocks.header(id);
        Optional<Hash> after = header.flatMap(BlockPruning::childSet);
        return !after.equals(
                header.flatMap(known -> blocks.header(known.parent())).flatMap(BlockPruning::childSet));
    }

    private static Optional<Hash> childSet(Header header) {
        try {
            return header.extension(ConsensusExtension.ID)
                    .map(ConsensusExtension.CODEC::decode)
                    .map(ConsensusExtension::producerSet);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
