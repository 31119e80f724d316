package org.banyan.core.chain;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.TransactionRules;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * Transactions whose form and signatures are known to be right, by the hash of their whole envelope: signatures are checked once, at admission. Bounded; the
 * oldest leave first. Confined to the engine's lane.
 */
final class VerifiedTransactions {
    static final int ENTRIES_MAX = 1 << 16;

    /** More than a full block of transfers takes. */
    private static final long BYTES_MAX = 32 << 20;

    private final HashFunction hash;
    private final long bytesMax;
    private final Map<Hash, CheckedTransaction> known = new LinkedHashMap<>();
    private long bytes;

    /** @param poolBytes of the pool beside it, whose transactions are mostly the same; half of them is the most that is remembered */
    VerifiedTransactions(HashFunction hash, long poolBytes) {
        this.hash = hash;
        this.bytesMax = Math.min(BYTES_MAX, poolBytes / 2);
    }

    void remember(CheckedTransaction transaction) {
        if (known.put(transaction.signed().fullHash(), transaction) != null) {
            return;
        }
        bytes += transaction.memory();
        Iterator<CheckedTransaction> oldest = known.values().iterator();
        while (known.size() > ENTRIES_MAX || bytes > bytesMax) {
            bytes -= oldest.next().memory();
            oldest.remove();
        }
    }

    int size() {
        return known.size();
    }

    /** Those of {@code envelopes} that are known. */
    CheckedAhead find(List<Bytes> envelopes) {
        if (known.isEmpty()) {
            return CheckedAhead.NOTHING;
        }
        return new CheckedAhead(envelopes.stream()
                .map(envelope -> Optional.ofNullable(known.get(hash.hash(Tag.TRANSACTION_ENVELOPE, envelope))))
                .toList());
    }

    TransactionRules.Outcome check(Bytes envelope, TransactionRules rules) {
        CheckedTransaction found = known.get(hash.hash(Tag.TRANSACTION_ENVELOPE, envelope));
        return found != null ? new TransactionRules.Outcome.Checked(found) : rules.check(envelope);
    }
}
