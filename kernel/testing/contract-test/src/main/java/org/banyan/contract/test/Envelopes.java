package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ContractDirectory;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.TransactionRules.Outcome;
import org.banyan.core.state.StateView;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/** Makes real transactions of calls and has the kernel's rules check them. */
final class Envelopes {
    private static final BlockId MARKED = new BlockId(new Hash(1, 1, 1, 1));

    private final ChainRules rules;
    private final TransactionRules transactions;
    private long salt;

    Envelopes(ChainRules rules) {
        this.rules = rules;
        this.transactions = new TransactionRules(rules, new ContractDirectory(rules));
    }

    /** @param signers empty for who needs no authorization */
    Outcome check(TypedCall<?> call, Optional<List<Signer>> signers, Height height, StateView parent) {
        if (signers.isEmpty()) {
            Bytes envelope = sign(body(call, height), List.of());
            return transactions.checkForTrial(envelope);
        }
        Outcome outcome = transactions.check(sign(body(call, height), signers.get()));
        return outcome instanceof Outcome.Checked checked ? onBranch(checked.transaction(), height, parent) : outcome;
    }

    private Outcome onBranch(CheckedTransaction transaction, Height height, StateView parent) {
        return transactions
                .checkOnBranch(transaction, new OneBranch(height.minus(1), parent))
                .<Outcome>map(Outcome.Refused::new)
                .orElse(new Outcome.Checked(transaction));
    }

    private Bytes body(TypedCall<?> call, Height height) {
        return AccountCall.CODEC.encode(new AccountCall(
                rules.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                new Mark(height.minus(1), MARKED),
                height,
                ++salt,
                new Fee(feeLimit(), Amount.ZERO),
                call.sender()));
    }

    private Amount feeLimit() {
        return rules.specification()
                .fees()
                .unitPrice()
                .times(rules.specification().limits().transactionCost());
    }

    private Bytes sign(Bytes body, List<Signer> signers) {
        Transaction unsigned = new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of());
        TransactionId id = SignedTransaction.of(unsigned, rules.suite().hash()).id();
        Hash message = rules.suite().signingHash(rules.chainId(), SignatureType.TRANSACTION, id.hash());
        List<Authorization> authorizations = new ArrayList<>();
        for (Signer signer : signers) {
            authorizations.add(new Authorization(
                    signer.publicKey().scheme(), signer.publicKey().bytes(), signer.sign(message)));
        }
        return Transaction.CODEC.encode(
                new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations));
    }

    /** A branch on which every height carries the one marked block and nothing was sent before. */
    private record OneBranch(Height height, StateView state) implements Branch {
        @Override
        public Optional<BlockId> recentBlock(Height at) {
            return Optional.of(MARKED);
        }

        @Override
        public boolean recentlyContains(TransactionId transaction) {
            return false;
        }
    }
}
