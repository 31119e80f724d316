package org.banyan.core.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.banyan.core.state.ChangeSet;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.receipt.Receipt;

/** The records of blocks, and where each transaction stands. Written by the engine's lane, read by any thread. */
final class StoredBlocks {
    private final KeyValueStore store;

    StoredBlocks(KeyValueStore store) {
        this.store = store;
    }

    void put(WriteBatch batch, BlockRecords records, Witness witness) {
        BlockId id = records.id();
        Block block = records.block();
        BlockPlace place = freePlace(block.header().height());
        batch.put(ChainKeys.place(id), place.bytes());
        Bytes header = Header.CODEC.encode(block.header());
        batch.put(ChainKeys.header(place), Bytes.concat(id.bytes(), header));
        batch.put(ChainKeys.block(place), Block.CODEC.encode(block, block.encodedSize(header.size())));
        batch.put(ChainKeys.receipts(place), ReceiptList.encode(records.receipts()));
        batch.put(
                ChainKeys.changes(place),
                ChangeSet.CODEC.encode(records.changes(), records.changes().expectedSize()));
        batch.put(ChainKeys.effects(place), BlockEffects.CODEC.encode(records.effects()));
        batch.put(ChainKeys.witness(id), Witness.CODEC.encode(witness));
        // In key order: half the cost of putting them as they come.
        List<Indexed> sorted = new ArrayList<>(records.transactions().size());
        for (TransactionId transaction : records.transactions()) {
            sorted.add(new Indexed(transaction, sorted.size()));
        }
        sorted.sort(Comparator.comparing(Indexed::transaction));
        sorted.forEach(
                one -> batch.put(ChainKeys.transaction(one.transaction, place), ChainKeys.smallNumber(one.index)));
    }

    private record Indexed(TransactionId transaction, int index) {}

    private BlockPlace freePlace(Height height) {
        int next = 0;
        try (KeyValueStore.Cursor cursor = store.scan(ChainKeys.headers(height), ChainKeys.headers(height))) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                next = ChainKeys.placeOfHeader(entry.get().key()).number() + 1;
            }
        }
        return new BlockPlace(height, next);
    }

    void delete(WriteBatch batch, BlockId id, List<TransactionId> transactions) {
        batch.delete(ChainKeys.place(id)).delete(ChainKeys.witness(id));
        place(id).ifPresent(place -> {
            batch.delete(ChainKeys.header(place))
                    .delete(ChainKeys.block(place))
                    .delete(ChainKeys.receipts(place))
                    .delete(ChainKeys.changes(place))
                    .delete(ChainKeys.effects(place));
            transactions.forEach(transaction -> batch.delete(ChainKeys.transaction(transaction, place)));
        });
    }

    Optional<Header> header(BlockId id) {
        return place(id)
                .flatMap(place -> store.get(ChainKeys.header(place)))
                .map(bytes -> decode(Header.CODEC, bytes.slice(Hash.SIZE, bytes.size()), "header of block " + id));
    }

    Optional<Block> block(BlockId id) {
        return place(id)
                .flatMap(place -> store.get(ChainKeys.block(place)))
                .map(bytes -> decode(Block.CODEC, bytes, "block " + id));
    }

    Optional<List<Receipt>> receipts(BlockId id) {
        return place(id)
                .flatMap(place -> store.get(ChainKeys.receipts(place)))
                .map(bytes -> decode(ReceiptList.CODEC, bytes, "receipts of block " + id)
                        .receipts());
    }

    /** The block's transactions, in its order: read from its receipts, so that nothing is hashed, or from its summary. */
    List<TransactionId> transactions(BlockId id) {
        BlockPlace place = requiredPlace(id);
        Optional<Bytes> receipts = store.get(ChainKeys.receipts(place));
        return receipts.isPresent()
                ? decode(ReceiptList.TRANSACTIONS, receipts.get(), "receipts of block " + id)
                : storedSummary(id, place)
                        .orElseThrow(() -> missing(id, "receipts"))
                        .ids();
    }

    /** The same, or none when neither is here any more. */
    List<TransactionId> transactionsIfKept(BlockId id) {
        return place(id)
                .flatMap(place -> store.get(ChainKeys.receipts(place)))
                .map(receipts -> decode(ReceiptList.TRANSACTIONS, receipts, "receipts of block " + id))
                .orElse(List.of());
    }

    /** What is kept of a body, or made of it; empty when neither is there. */
    Optional<BodySummary> summary(BlockId id, HashFunction hash) {
        Optional<BodySummary> kept = place(id).flatMap(place -> storedSummary(id, place));
        return kept.isPresent() ? kept : block(id).map(block -> BodySummary.of(block, hash));
    }

    private Optional<BodySummary> storedSummary(BlockId id, BlockPlace place) {
        return store.get(ChainKeys.summary(place))
                .map(bytes -> decode(BodySummary.CODEC, bytes, "summary of block " + id));
    }

    ChangeSet changes(BlockId id) {
        Bytes changes = required(id, ChainKeys.changes(requiredPlace(id)), "changes");
        return decode(ChangeSet.CODEC, changes, "changes of block " + id);
    }

    BlockEffects effects(BlockId id) {
        Bytes effects = required(id, ChainKeys.effects(requiredPlace(id)), "effects");
        return decode(BlockEffects.CODEC, effects, "effects of block " + id);
    }

    Witness witness(BlockId id) {
        return store.get(ChainKeys.witness(id))
                .map(bytes -> decode(Witness.CODEC, bytes, "witness of block " + id))
                .orElse(Witness.EMPTY);
    }

    /** Stored blocks at {@code from} and above, lowest first. */
    List<BlockId> blocksFrom(Height from) {
        List<BlockId> found = new ArrayList<>();
        try (KeyValueStore.Cursor cursor = store.scan(ChainKeys.allHeaders(), ChainKeys.headers(from))) {
            cursor.forEachRemaining(entry -> found.add(idBefore(entry.value())));
        }
        return found;
    }

    /** Every stored block that holds the transaction; forks may hold it too. */
    List<ChainStore.Position> positions(TransactionId transaction) {
        List<ChainStore.Position> found = new ArrayList<>();
        Bytes prefix = ChainKeys.transaction(transaction);
        try (KeyValueStore.Cursor cursor = store.scan(prefix, prefix)) {
            cursor.forEachRemaining(entry -> {
                BlockPlace place = ChainKeys.placeOfTransaction(entry.key());
                int index = ChainKeys.smallNumber(entry.value());
                // A block that finality ruled out meanwhile is gone by now.
                store.get(ChainKeys.header(place))
                        .ifPresent(header -> found.add(new ChainStore.Position(idBefore(header), index)));
            });
        }
        return found;
    }

    private static BlockId idBefore(Bytes header) {
        return new BlockId(Hash.read(header.readOnlyArray(), 0));
    }

    Optional<BlockPlace> place(BlockId id) {
        return store.get(ChainKeys.place(id)).map(bytes -> BlockPlace.read(bytes, 0));
    }

    private BlockPlace requiredPlace(BlockId id) {
        return place(id).orElseThrow(() -> missing(id, "place"));
    }

    private Bytes required(BlockId id, Bytes key, String what) {
        return store.get(key).orElseThrow(() -> missing(id, what));
    }

    private static StoreCorruptException missing(BlockId id, String what) {
        return new StoreCorruptException(
                "the " + what + " of block " + id + " is missing; restore the chain from a snapshot or from peers");
    }

    static <T> T decode(Codec<T> codec, Bytes bytes, String what) {
        try {
            return codec.decode(bytes);
        } catch (CodecException malformed) {
            throw new StoreCorruptException(what + " is malformed: " + malformed.getMessage()
                    + "; restore the chain from a snapshot or from peers");
        }
    }
}
