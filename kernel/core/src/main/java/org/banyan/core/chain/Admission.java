package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.TransactionRule;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.pool.PoolRule;
import org.banyan.core.pool.TransactionPool;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;

/**
 * Decides which transactions wait for a block: lets in what may stand in the next one and can be paid, and goes over them when the head moves. What it let in
 * is remembered as verified. Confined to the engine's lane.
 */
final class Admission {
    private final EngineParts parts;
    private final TransactionPool pool;
    private final VerifiedTransactions verified;

    Admission(EngineParts parts, PoolLimits limits) {
        var specification = parts.rules().specification();
        this.parts = parts;
        this.pool = new TransactionPool(limits, specification.markWindow(), specification.limits());
        this.verified = new VerifiedTransactions(parts.rules().suite().hash(), limits.bytes());
    }

    TransactionPool pool() {
        return pool;
    }

    VerifiedTransactions verified() {
        return verified;
    }

    /** Why {@link #submit} would refuse a transaction whoever signed it, on the branch of the head. */
    Optional<Verdict.Rejected> precheck(CheckedTransaction unverified, BranchView head) {
        return pool.refuses(unverified)
                .or(() -> parts.transactionRules().checkPlace(unverified, head))
                .or(() -> checkPayable(unverified, head));
    }

    /**
     * Whether the payer can cover this transaction's fee limit beside what its waiting transactions reserve already. Otherwise one deposit could fill the pool
     * with transactions of which one at most will ever pay.
     */
    private Optional<Verdict.Rejected> checkPayable(CheckedTransaction transaction, BranchView head) {
        Amount limit = transaction.terms().fee().limit();
        if (limit.isZero()) {
            return Optional.empty();
        }
        Address payer = transaction.terms().payer();
        Amount available = head.spendable(payer);
        if (available.compareTo(limit) < 0) {
            return Optional.of(new Verdict.Rejected(
                    TransactionRule.TX_FEE_UNPAYABLE.id(),
                    "payer " + payer + " can spend " + available + " on fees, the limit is " + limit));
        }
        Amount reserved = pool.reserved(payer);
        return available.minus(limit).compareTo(reserved) >= 0
                ? Optional.empty()
                : Optional.of(PoolRule.POOL_PAYER_RESERVED.because("payer " + payer + " can spend " + available
                        + " on fees, and its waiting transactions may take " + reserved + " of it; the limit is "
                        + limit));
    }

    /** Takes a checked transaction into the pool, or says why not. */
    Verdict submit(CheckedTransaction transaction, BranchView head) {
        Optional<Verdict.Rejected> wrong = parts.transactionRules().checkOnBranch(transaction, head);
        wrong = wrong.isPresent() ? wrong : pool.refuses(transaction);
        wrong = wrong.isPresent() ? wrong : checkPayable(transaction, head);
        wrong = wrong.isPresent() ? wrong : parts.transactionRules().checkCall(transaction, head);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Verdict verdict = pool.add(transaction, Optional.of(head.tip().id()));
        if (verdict.isAccepted()) {
            verified.remember(transaction);
            parts.executor()
                    .expected(transaction, head.prospects(parts.executor()))
                    .ifPresent(expected -> pool.expect(transaction.signed().id(), expected));
        }
        return verdict;
    }

    /** Takes back what waits no more in blocks that the head left, as far as there is room. */
    void restore(Block left) {
        for (Bytes raw : left.body().transactions()) {
            if (verified.check(raw, parts.transactionRules()) instanceof TransactionRules.Outcome.Checked checked) {
                pool.add(checked.transaction());
            }
        }
    }

    /**
     * Drops what is in blocks that the head extends now, what is too old for the next one and what cannot be paid any more.
     *
     * @return those that no block took
     */
    List<TransactionId> settle(List<BlockNode> joined, BranchView head) {
        joined.forEach(node -> node.transactions().forEach(pool::remove));
        List<TransactionId> expired = new ArrayList<>(pool.expire(head.height()));
        expired.addAll(pool.dropUncovered(head::spendable));
        return expired;
    }
}
