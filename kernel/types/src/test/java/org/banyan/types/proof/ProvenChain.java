package org.banyan.types.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.Inherent;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.banyan.types.list.HistoryProofs;
import org.banyan.types.list.ListProof;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;

/** A chain of headers with one inherent, three transactions and two keys in each block, and honest proofs about all of it. */
final class ProvenChain {
    static final HashFunction HASH = Sha256.INSTANCE;
    static final StateHasher STATE = new StateHasher(HASH);
    static final Address CONTRACT = new Address(new Hash(1, 2, 3, 4));
    static final Bytes KEY = Bytes.utf8("balance/alice");
    static final Bytes OTHER_KEY = Bytes.utf8("balance/bob");
    static final int TRANSACTIONS = 3;

    final ChainId id;
    final List<Header> headers = new ArrayList<>();
    private final TreeMap<String, Hash> nodes = new TreeMap<>();

    ProvenChain(String name, int blocks) {
        this(name, blocks, height -> List.of());
    }

    /** @param extensions of the header at a height */
    ProvenChain(String name, int blocks, IntFunction<List<HeaderExtension>> extensions) {
        id = new ChainId(CountedList.leaf(HASH, Bytes.utf8(name)));
        HistoryAccumulator history = HistoryAccumulator.EMPTY;
        for (int height = 0; height < blocks; height++) {
            Header header = new Header(
                    Header.VERSION,
                    id,
                    new Height(height),
                    height == 0 ? Header.genesisParent(id) : block(height - 1),
                    new Timestamp(1000L * height),
                    CountedList.root(HASH, Tag.LIST_BODY, bodyLeaves(height)),
                    Receipt.root(receipts(height), HASH),
                    stateRoot(height),
                    history.root(HASH),
                    extensions.apply(height));
            headers.add(header);
            HistoryAccumulator.Appended appended = history.appended(HASH, header.id(HASH));
            history = appended.history();
            for (HistoryNode node : appended.completed()) {
                nodes.put(node.level() + "/" + node.index(), node.hash());
            }
        }
    }

    BlockId block(int height) {
        return headers.get(height).id(HASH);
    }

    SignedTransaction transaction(int height, int index) {
        return SignedTransaction.of(
                new Transaction(1, 1, Bytes.utf8(id + "/" + height + "/" + index), List.of()), HASH);
    }

    Receipt receipt(int height, int index) {
        return Receipt.succeeded(
                index == 0
                        ? Optional.empty()
                        : Optional.of(transaction(height, index).id()),
                Bytes.utf8("result"),
                List.of(),
                List.of(),
                height,
                Amount.ZERO);
    }

    Bytes value(int height) {
        return Bytes.utf8("value " + height);
    }

    private List<Receipt> receipts(int height) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS + 2; i++) {
            receipts.add(receipt(height, i));
        }
        return receipts;
    }

    List<Bytes> bodyLeaves(int height) {
        List<SignedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            transactions.add(transaction(height, i));
        }
        return BodyRoot.leaves(List.of(new Inherent("evidence", Bytes.utf8("x"))), transactions, HASH);
    }

    private StateLeaf leaf(Bytes key, int height) {
        return new StateLeaf(STATE.keyHash(CONTRACT, key), STATE.valueHash(value(height)));
    }

    /** Siblings of {@link #KEY} in a tree of it and {@link #OTHER_KEY}. */
    private List<Hash> stateSiblings(int height) {
        StateLeaf mine = leaf(KEY, height);
        StateLeaf other = leaf(OTHER_KEY, height);
        List<Hash> siblings = new ArrayList<>();
        int depth = 0;
        while (mine.keyHash().bit(depth) == other.keyHash().bit(depth)) {
            siblings.add(STATE.empty());
            depth++;
        }
        siblings.add(STATE.leaf(other.keyHash(), other.valueHash()));
        return siblings;
    }

    private Hash stateRoot(int height) {
        StateLeaf mine = leaf(KEY, height);
        return new StateProof(stateSiblings(height), Optional.empty())
                .rootIfPresent(STATE, mine.keyHash(), mine.valueHash())
                .orElseThrow();
    }

    ListStep listed(List<Bytes> leaves, int index) {
        return new ListStep(CountedList.prove(HASH, leaves, index), leaves.get(index));
    }

    ProofStep transactionStep(int height, int index) {
        return new ProofStep.TransactionInBlock(listed(bodyLeaves(height), index + 1));
    }

    ProofStep receiptStep(int height, int index) {
        return new ProofStep.ReceiptInBlock(
                listed(receipts(height).stream().map(Receipt.CODEC::encode).toList(), index));
    }

    ProofStep keyStep(int height) {
        return new ProofStep.KeyInState(new StateStep(
                CONTRACT, KEY, Optional.of(value(height)), new StateProof(stateSiblings(height), Optional.empty())));
    }

    /** Absence of a key whose path ends at the leaf of {@link #KEY}: found by trying names. */
    ProofStep absenceStep(int height) {
        List<Hash> siblings = stateSiblings(height);
        for (int i = 0; ; i++) {
            Bytes key = Bytes.utf8("nobody " + i);
            StateProof proof = new StateProof(siblings, Optional.of(leaf(KEY, height)));
            if (proof.provesAbsent(STATE, stateRoot(height), STATE.keyHash(CONTRACT, key))) {
                return new ProofStep.KeyInState(new StateStep(CONTRACT, key, Optional.empty(), proof));
            }
        }
    }

    ProofStep headerStep(int height) {
        return new ProofStep.HeaderOfBlock(headers.get(height));
    }

    private Hash node(int level, long index) {
        return Optional.ofNullable(nodes.get(level + "/" + index)).orElseThrow();
    }

    ProofStep historyStep(int block, int at) {
        ListProof path = HistoryProofs.prove(HASH, at, block, this::node);
        return new ProofStep.BlockInHistory(new ListStep(path, block(block).bytes()));
    }
}
