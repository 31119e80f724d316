package org.banyan.types.block;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;
import org.banyan.types.transaction.SignedTransaction;

/**
 * The list that a header's body root commits to: inherents, then transactions, in block order.
 *
 * <p>Leaf of an inherent: {@code 0x01 || its hash} (33 bytes). Leaf of a transaction: {@code 0x02 || id || hash of its authorizations} (65 bytes), so that a
 * block commits to every byte that affects validity. Both hashes are kept by their values, so nothing is hashed twice.
 */
public final class BodyRoot {
    public static final int INHERENT_LEAF_SIZE = 1 + Hash.SIZE;
    public static final int TRANSACTION_LEAF_SIZE = 1 + 2 * Hash.SIZE;

    private static final byte INHERENT_LEAF = 1;
    private static final byte TRANSACTION_LEAF = 2;

    private BodyRoot() {}

    public static Hash of(List<Inherent> inherents, List<SignedTransaction> transactions, HashFunction hash) {
        return CountedList.root(hash, Tag.LIST_BODY, leaves(inherents, transactions, hash));
    }

    /** All leaves in block order: position i of a transaction is {@code inherents.size() + i}. */
    public static List<Bytes> leaves(
            List<Inherent> inherents, List<SignedTransaction> transactions, HashFunction hash) {
        List<Bytes> leaves = new ArrayList<>(inherents.size() + transactions.size());
        for (Inherent inherent : inherents) {
            leaves.add(inherentLeaf(inherent, hash));
        }
        for (SignedTransaction transaction : transactions) {
            leaves.add(transactionLeaf(transaction));
        }
        return leaves;
    }

    public static Bytes inherentLeaf(Inherent inherent, HashFunction hash) {
        byte[] leaf = new byte[INHERENT_LEAF_SIZE];
        leaf[0] = INHERENT_LEAF;
        inherent.hash(hash).write(leaf, 1);
        return Bytes.wrap(leaf);
    }

    /** Whether a leaf that is in a body list is that of a transaction. */
    public static boolean isTransactionLeaf(Bytes leaf) {
        return leaf.size() == TRANSACTION_LEAF_SIZE && leaf.at(0) == TRANSACTION_LEAF;
    }

    public static Bytes transactionLeaf(SignedTransaction transaction) {
        return transactionLeaf(transaction.id(), transaction.authorizationsHash());
    }

    public static Bytes transactionLeaf(TransactionId id, Hash authorizations) {
        byte[] leaf = new byte[TRANSACTION_LEAF_SIZE];
        leaf[0] = TRANSACTION_LEAF;
        id.hash().write(leaf, 1);
        authorizations.write(leaf, 1 + Hash.SIZE);
        return Bytes.wrap(leaf);
    }
}
