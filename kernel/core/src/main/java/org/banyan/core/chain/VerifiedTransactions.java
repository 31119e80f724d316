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

    /** Envelopes and what is kept beside them; more than a full block of transfers takes. */
    static final long BYTES_MAX = 32 << 20;

    /** What a transaction costs beside its envelope, read and unpacked. */
    private static final int ENTRY_BYTES = 1_000;

    private final HashFunction hash;
    private final Map<Hash, CheckedTransaction> known = new LinkedHashMap<>();
    private long bytes;

    VerifiedTransactions(HashFunction hash) {
        this.hash = hash;
    }

    void remember(CheckedTransaction transaction) {
        if (known.put(transaction.signed().fullHash(), transaction) != null) {
            return;
        }
        bytes += size(transaction);
        Iterator<CheckedTransaction> oldest = known.values().iterator();
        while (known.size() > ENTRIES_MAX || bytes > BYTES_MAX) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    /** An envelope is there twice: as it came, and unpacked. */
    private static long size(CheckedTransaction transaction) {
        return ENTRY_BYTES + 2L * transaction.signed().raw().size();
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
