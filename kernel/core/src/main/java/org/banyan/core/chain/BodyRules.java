package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.TransactionRules;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.BodyRoot;
import org.banyan.types.transaction.SignedTransaction;

/** What a block's transactions must be before any is executed: few enough, each right by itself, just those that the header commits to, and new on the branch. */
final class BodyRules {
    private final ChainRules rules;
    private final TransactionRules transactionRules;
    private final VerifiedTransactions verified;

    BodyRules(ChainRules rules, TransactionRules transactionRules, VerifiedTransactions verified) {
        this.rules = rules;
        this.transactionRules = transactionRules;
        this.verified = verified;
    }

    /** What comes of reading a body. */
    sealed interface Outcome {
        record Read(List<CheckedTransaction> transactions) implements Outcome {}

        record Refused(Verdict.Rejected verdict) implements Outcome {}
    }

    Optional<Verdict.Rejected> checkSize(Body body) {
        long size = body.encodedSize();
        int count = body.transactions().size();
        var limits = rules.specification().limits();
        return size > limits.blockBytes() || count > limits.blockTransactions()
                ? Optional.of(
                        BlockRule.BODY_SIZE.because("the body has " + size + " bytes and " + count + " transactions"))
                : Optional.empty();
    }

    /** Whether these are the bytes that the header commits to; if not, the header may still be right. */
    Outcome read(Block block, CheckedAhead ahead) {
        Optional<Verdict.Rejected> size = checkSize(block.body());
        if (size.isPresent()) {
            return new Outcome.Refused(size.get());
        }
        List<CheckedTransaction> transactions = new ArrayList<>();
        List<SignedTransaction> signed = new ArrayList<>();
        for (Bytes raw : block.body().transactions()) {
            Optional<CheckedTransaction> known = ahead.find(transactions.size(), raw);
            TransactionRules.Outcome outcome = known.isPresent()
                    ? new TransactionRules.Outcome.Checked(known.get())
                    : verified.check(raw, transactionRules);
            if (outcome instanceof TransactionRules.Outcome.Refused refused) {
                return new Outcome.Refused(refused.verdict());
            }
            CheckedTransaction transaction = ((TransactionRules.Outcome.Checked) outcome).transaction();
            transactions.add(transaction);
            signed.add(transaction.signed());
        }
        Hash root = BodyRoot.of(block.body().inherents(), signed, rules.suite().hash());
        return root.equals(block.header().bodyRoot())
                ? new Outcome.Read(transactions)
                : new Outcome.Refused(BlockRule.BODY_ROOT.because("the body has root " + root + ", the header says "
                        + block.header().bodyRoot()));
    }

    /** The rules that need the parent's branch: no transaction twice, none while finality lags, each with its place in the next block. */
    Optional<Verdict.Rejected> checkOnBranch(List<CheckedTransaction> transactions, BlockNode parent, Branch branch) {
        boolean unfinal = parent.height().value() - parent.chainFinalHeight().value() > ChainDefinition.UNFINAL_MAX;
        if (unfinal && !transactions.isEmpty()) {
            return Optional.of(BlockRule.BODY_UNFINAL.because("no transactions are allowed while more than "
                    + ChainDefinition.UNFINAL_MAX + " blocks are not final"));
        }
        List<TransactionId> sorted = new ArrayList<>(ids(transactions));
        sorted.sort(null);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).equals(sorted.get(i - 1))) {
                return Optional.of(
                        BlockRule.BODY_DUPLICATE.because("transaction " + sorted.get(i) + " stands in it twice"));
            }
        }
        for (CheckedTransaction transaction : transactions) {
            Optional<Verdict.Rejected> wrong = transactionRules.checkOnBranch(transaction, branch);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    static List<TransactionId> ids(List<CheckedTransaction> transactions) {
        return transactions.stream()
                .map(transaction -> transaction.signed().id())
                .toList();
    }
}
