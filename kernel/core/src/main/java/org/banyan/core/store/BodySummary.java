package org.banyan.core.store;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.block.Inherent;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.banyan.types.list.CountedList;
import org.banyan.types.transaction.SignedTransaction;

/**
 * What later blocks ask of a body: its inherents, and which transactions it spent. Leads to the body root, so that it is checked against a header without the
 * transactions themselves.
 *
 * @param transactions in the block's order
 */
public record BodySummary(List<Inherent> inherents, List<Spent> transactions) {
    public static final Codec<BodySummary> CODEC = new BodySummaryCodec();

    private static final int SPENT_BYTES = 2 * Hash.SIZE;

    /** A transaction as the body root commits to it. */
    public record Spent(TransactionId id, Hash authorizations) {}

    public BodySummary {
        inherents = List.copyOf(inherents);
        transactions = List.copyOf(transactions);
        Bounds.countMax("inherents of a body", inherents, Body.INHERENTS_MAX);
        Bounds.countMax("transactions of a body", transactions, Body.TRANSACTIONS_MAX);
    }

    static BodySummary of(Block block, HashFunction hash) {
        List<Spent> spent = new ArrayList<>(block.body().transactions().size());
        for (Bytes raw : block.body().transactions()) {
            SignedTransaction signed = SignedTransaction.decode(raw, hash);
            spent.add(new Spent(signed.id(), signed.authorizationsHash()));
        }
        return new BodySummary(block.body().inherents(), spent);
    }

    /** The root that the body's header must name. */
    public Hash root(HashFunction hash) {
        List<Bytes> leaves = new ArrayList<>(inherents.size() + transactions.size());
        inherents.forEach(inherent -> leaves.add(BodyRoot.inherentLeaf(inherent, hash)));
        transactions.forEach(spent -> leaves.add(BodyRoot.transactionLeaf(spent.id(), spent.authorizations())));
        return CountedList.root(hash, Tag.LIST_BODY, leaves);
    }

    public List<TransactionId> ids() {
        return transactions.stream().map(Spent::id).toList();
    }

    private static final class BodySummaryCodec implements Codec<BodySummary> {
        @Override
        public void write(BodySummary value, CanonicalWriter out) {
            out.repeated(1, value.inherents, Inherent.CODEC);
            byte[] packed = new byte[SPENT_BYTES * value.transactions.size()];
            int at = 0;
            for (Spent spent : value.transactions) {
                spent.id.hash().write(packed, at);
                spent.authorizations.write(packed, at + Hash.SIZE);
                at += SPENT_BYTES;
            }
            out.bytes(2, Bytes.wrap(packed));
        }

        @Override
        public BodySummary read(CanonicalReader in) {
            List<Inherent> inherents = in.repeated(1, Inherent.CODEC, Body.INHERENTS_MAX);
            Bytes packed = in.bytes(2, SPENT_BYTES * Body.TRANSACTIONS_MAX);
            if (packed.size() % SPENT_BYTES != 0) {
                throw in.refused(
                        "the transactions of a body take " + packed.size() + " bytes, no multiple of " + SPENT_BYTES);
            }
            byte[] bytes = packed.readOnlyArray();
            List<Spent> spent = new ArrayList<>(packed.size() / SPENT_BYTES);
            for (int at = 0; at < bytes.length; at += SPENT_BYTES) {
                spent.add(new Spent(new TransactionId(Hash.read(bytes, at)), Hash.read(bytes, at + Hash.SIZE)));
            }
            return new BodySummary(inherents, spent);
        }
    }
}
