package org.banyan.core.chain;

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

    private final HashFunction hash;
    private final Map<Hash, CheckedTransaction> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, CheckedTransaction> eldest) {
            return size() > ENTRIES_MAX;
        }
    };

    VerifiedTransactions(HashFunction hash) {
        this.hash = hash;
    }

    void remember(CheckedTransaction transaction) {
        known.put(transaction.signed().fullHash(), transaction);
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
