package org.banyan.testkit.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;

/** What the blocks of a {@link CertifiedChain} hold: two transactions with receipts, and a state of two keys whose values change with every block. */
public final class ProvenContent {
    public static final Address CONTRACT = new Address(new Hash(1, 2, 3, 4));
    public static final Bytes KEY = Bytes.utf8("balance/alice");
    private static final Bytes OTHER_KEY = Bytes.utf8("balance/bob");
    private static final int TRANSACTIONS = 2;

    private final HashFunction hash;
    private final StateHasher state;
    private final String salt;

    ProvenContent(HashFunction hash, String salt) {
        this.hash = hash;
        this.state = new StateHasher(hash);
        this.salt = salt;
    }

    public SignedTransaction transaction(int height, int index) {
        return SignedTransaction.of(
                new Transaction(1, 1, Bytes.utf8(salt + "/" + height + "/" + index), List.of()), hash);
    }

    List<SignedTransaction> transactions(int height) {
        List<SignedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            transactions.add(transaction(height, i));
        }
        return transactions;
    }

    public Receipt receipt(int height, int index) {
        boolean system = index == 0 || index > TRANSACTIONS;
        return Receipt.succeeded(
                system
                        ? Optional.empty()
                        : Optional.of(transaction(height, index - 1).id()),
                Bytes.utf8("result"),
                List.of(),
                List.of(),
                height,
                Amount.ZERO);
    }

    List<Receipt> receipts(int height) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS + 2; i++) {
            receipts.add(receipt(height, i));
        }
        return receipts;
    }

    /** What {@link #KEY} of {@link #CONTRACT} holds after the block. */
    public Bytes value(int height) {
        return Bytes.utf8(salt + " " + height);
    }

    private StateLeaf leaf(Bytes key, int height) {
        return new StateLeaf(state.keyHash(CONTRACT, key), state.valueHash(value(height)));
    }

    private List<Hash> siblings(int height) {
        StateLeaf mine = leaf(KEY, height);
        StateLeaf other = leaf(OTHER_KEY, height);
        List<Hash> siblings = new ArrayList<>();
        for (int depth = 0; mine.keyHash().bit(depth) == other.keyHash().bit(depth); depth++) {
            siblings.add(state.empty());
        }
        siblings.add(state.leaf(other.keyHash(), other.valueHash()));
        return siblings;
    }

    Hash stateRoot(int height) {
        StateLeaf mine = leaf(KEY, height);
        return new StateProof(siblings(height), Optional.empty())
                .rootIfPresent(state, mine.keyHash(), mine.valueHash())
                .orElseThrow();
    }

    ListStep listed(List<Bytes> leaves, int index) {
        return new ListStep(CountedList.prove(hash, leaves, index), leaves.get(index));
    }

    ProofStep keyStep(int height) {
        return new ProofStep.KeyInState(new StateStep(
                CONTRACT, KEY, Optional.of(value(height)), new StateProof(siblings(height), Optional.empty())));
    }

    /** Absence of a key whose path ends at the leaf of {@link #KEY}: found by trying names. */
    ProofStep absenceStep(int height) {
        StateProof proof = new StateProof(siblings(height), Optional.of(leaf(KEY, height)));
        for (int i = 0; ; i++) {
            Bytes key = Bytes.utf8("nobody " + i);
            if (proof.provesAbsent(state, stateRoot(height), state.keyHash(CONTRACT, key))) {
                return new ProofStep.KeyInState(new StateStep(CONTRACT, key, Optional.empty(), proof));
            }
        }
    }
}
