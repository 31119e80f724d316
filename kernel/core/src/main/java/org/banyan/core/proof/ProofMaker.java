package org.banyan.core.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.state.StateKey;
import org.banyan.core.store.ChainStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.CountedList;
import org.banyan.types.list.HistoryProofs;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.state.StateHasher;
import org.banyan.types.transaction.SignedTransaction;

/**
 * Makes proofs about final blocks, each ending in the header of its block or of a later one. Check them with
 * {@link org.banyan.types.proof.ProofVerifier}. Reads the store on the engine's lane.
 */
public final class ProofMaker {
    private final ChainStore store;
    private final HashFunction hash;

    public ProofMaker(ChainStore store, HashFunction hash) {
        this.store = store;
        this.hash = hash;
    }

    /** A proof and the block that it ends in: whoever trusts that block's id can check it. */
    public record Made(Proof proof, BlockId trusted, Height height) {}

    /** That a final block holds the transaction; {@code anchor} is a final block at or above it. Empty when no final block does. */
    public Optional<Made> transaction(TransactionId transaction, Height anchor) {
        for (ChainStore.Position position : store.positions(transaction)) {
            Optional<Block> block = finalBlock(position.block());
            if (block.isPresent()) {
                return anchored(
                        new ProofStep.TransactionInBlock(inBody(block.get(), position.index())), block.get(), anchor);
            }
        }
        return Optional.empty();
    }

    /** What the transaction did: its receipt in a final block. */
    public Optional<Made> receipt(TransactionId transaction, Height anchor) {
        for (ChainStore.Position position : store.positions(transaction)) {
            Optional<Block> block = finalBlock(position.block());
            if (block.isPresent()) {
                List<Bytes> leaves = store.receipts(position.block()).orElseThrow().stream()
                        .map(Receipt.CODEC::encode)
                        .toList();
                int index = position.index() + 1;
                ListStep step = new ListStep(CountedList.prove(hash, leaves, index), leaves.get(index));
                return anchored(new ProofStep.ReceiptInBlock(step), block.get(), anchor);
            }
        }
        return Optional.empty();
    }

    /** The value of a key, or its absence, after the final block at {@code height}. Empty when that height is not retained. */
    public Optional<Made> state(StateKey key, Height height) {
        var tree = store.trees().at(height);
        var values = store.stateAt(height);
        Optional<Block> block = store.finalAt(height).flatMap(store::block);
        if (tree.isEmpty() || values.isEmpty() || block.isEmpty()) {
            return Optional.empty();
        }
        var keyHash = new StateHasher(hash).keyHash(key.contract(), key.key());
        StateStep step = new StateStep(
                key.contract(), key.key(), values.get().get(key), tree.get().prove(keyHash));
        return anchored(new ProofStep.KeyInState(step), block.get(), height);
    }

    private Optional<Block> finalBlock(BlockId id) {
        return store.block(id)
                .filter(block -> store.finalAt(block.header().height()).equals(Optional.of(id)));
    }

    private ListStep inBody(Block block, int index) {
        List<SignedTransaction> signed = block.body().transactions().stream()
                .map(raw -> SignedTransaction.decode(raw, hash))
                .toList();
        List<Bytes> leaves = BodyRoot.leaves(block.body().inherents(), signed, hash);
        int leaf = block.body().inherents().size() + index;
        return new ListStep(CountedList.prove(hash, leaves, leaf), leaves.get(leaf));
    }

    private Optional<Made> anchored(ProofStep claim, Block block, Height anchor) {
        Header header = block.header();
        List<ProofStep> steps = new ArrayList<>(List.of(claim, new ProofStep.HeaderOfBlock(header)));
        BlockId id = header.id(hash);
        if (anchor.compareTo(header.height()) <= 0) {
            return Optional.of(new Made(new Proof(steps), id, header.height()));
        }
        Optional<Header> later = store.finalAt(anchor).flatMap(store::block).map(Block::header);
        if (later.isEmpty()) {
            return Optional.empty();
        }
        ListProof inHistory = HistoryProofs.prove(
                hash,
                anchor.value(),
                header.height().value(),
                (level, index) -> store.historyNode(level, index)
                        .orElseThrow(() -> new IllegalStateException(
                                "history node (" + level + ", " + index + ") of a final block is missing")));
        steps.add(new ProofStep.BlockInHistory(new ListStep(inHistory, id.bytes())));
        steps.add(new ProofStep.HeaderOfBlock(later.get()));
        return Optional.of(new Made(new Proof(steps), later.get().id(hash), anchor));
    }
}
