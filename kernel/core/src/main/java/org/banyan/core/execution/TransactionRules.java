package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.Limits;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.SignedTransaction;

/**
 * The rules of single transactions, cheap ones first. The pool and block import apply the same ones.
 *
 * <p>{@link #check} depends on the chain alone and may run on any thread; {@link #checkOnBranch} and {@link #checkCall} depend on a branch.
 */
public final class TransactionRules {
    private final ChainRules rules;
    private final ContractDirectory directory;
    private final Authorizer authorizer;
    private final Lanes lanes;

    /** The checked transaction, or why it is refused. */
    public sealed interface Outcome {
        record Checked(CheckedTransaction transaction) implements Outcome {}

        record Refused(Verdict.Rejected verdict) implements Outcome {}
    }

    public TransactionRules(ChainRules rules, ContractDirectory directory) {
        this.rules = rules;
        this.directory = directory;
        this.authorizer = new Authorizer(rules, directory);
        this.lanes = new Lanes(directory);
    }

    /** Form, fee limit and signatures of an envelope as received. */
    public Outcome check(Bytes envelope) {
        return checkSignatures(checkForm(envelope));
    }

    /** Form and fee limit alone: whether the signatures are right is for {@link #checkSignatures} to say. */
    public Outcome checkForm(Bytes envelope) {
        Outcome read = read(envelope);
        return read instanceof Outcome.Checked checked
                ? checkFee(checked.transaction()).map(TransactionRules::refused).orElse(read)
                : read;
    }

    /** The signatures of what {@link #checkForm} took; most of a transaction's cost. */
    public Outcome checkSignatures(Outcome form) {
        return form instanceof Outcome.Checked checked
                ? checkSignatures(checked.transaction().signed())
                        .map(TransactionRules::refused)
                        .orElse(form)
                : form;
    }

    /**
     * What {@link #checkSignatures} would verify of a transaction that {@link #checkForm} took, for whoever verifies it elsewhere: if all of them are right, so is
     * the transaction. Empty when its outcome does not depend on any.
     */
    public List<SignatureCheck> signatureChecks(CheckedTransaction transaction) {
        SignedTransaction signed = transaction.signed();
        Hash message = signingHash(signed);
        List<SignatureCheck> checks = new ArrayList<>();
        List<PublicKey> seen = new ArrayList<>();
        for (Authorization authorization : signed.authorizations()) {
            PublicKey key = authorization.publicKey();
            if (rules.suite().scheme(key.scheme()).isEmpty() || seen.contains(key)) {
                return List.of();
            }
            seen.add(key);
            checks.add(new SignatureCheck(key.scheme(), message, key.bytes(), authorization.signature()));
        }
        return checks;
    }

    /** Form alone, for trial runs: signatures and fee limit may be missing, the cost may be as high as the chain allows. */
    public Outcome checkForTrial(Bytes envelope) {
        Outcome read = read(envelope);
        if (!(read instanceof Outcome.Checked checked)) {
            return read;
        }
        CheckedTransaction t = checked.transaction();
        return new Outcome.Checked(
                new CheckedTransaction(t.signed(), t.family(), t.terms(), t.signers(), limits().transactionCost()));
    }

    private Outcome read(Bytes envelope) {
        if (envelope.size() > limits().transactionBytes()) {
            return refused(TransactionRule.TX_TOO_LARGE.because(
                    "the transaction has " + envelope.size() + " bytes, more than " + limits().transactionBytes()));
        }
        try {
            return read(SignedTransaction.decode(envelope, rules.suite().hash()));
        } catch (CodecException malformed) {
            return refused(TransactionRule.TX_MALFORMED.because(
                    "the transaction is not canonical: " + malformed.getMessage()));
        }
    }

    /** @throws CodecException if the body is not canonical */
    private Outcome read(SignedTransaction signed) {
        var family = rules.family(signed.family());
        if (family.isEmpty()) {
            return refused(TransactionRule.TX_UNKNOWN_FAMILY.because(
                    "family " + Integer.toUnsignedString(signed.family()) + " is not one of this chain"));
        }
        FamilyTransaction transaction = family.get().read(signed);
        TransactionTerms terms = transaction.terms();
        List<PublicKey> signers = new ArrayList<>();
        signed.authorizations().forEach(authorization -> signers.add(authorization.publicKey()));
        return checkForm(signed, terms)
                .map(TransactionRules::refused)
                .orElseGet(() -> new Outcome.Checked(
                        new CheckedTransaction(signed, transaction, terms, signers, costLimit(terms))));
    }

    private Optional<Verdict.Rejected> checkForm(SignedTransaction signed, TransactionTerms terms) {
        if (!terms.chainId().equals(rules.chainId())) {
            return Optional.of(TransactionRule.TX_WRONG_CHAIN.because(
                    "the transaction is for chain " + terms.chainId() + ", this is " + rules.chainId()));
        }
        if (signed.authorizations().size() > limits().authorizations()) {
            return Optional.of(TransactionRule.TX_TOO_LARGE.because("the transaction has "
                    + signed.authorizations().size() + " authorizations, more than " + limits().authorizations()));
        }
        return Optional.empty();
    }

    private Optional<Verdict.Rejected> checkFee(CheckedTransaction transaction) {
        Amount limit = transaction.terms().fee().limit();
        if (rules.feeContract().isEmpty() && !limit.isZero()) {
            return Optional.of(
                    TransactionRule.TX_FEE_TOO_LOW.because("this chain takes no fees; set the fee limit to 0"));
        }
        long needed = intrinsicCost(rules, transaction.signed());
        return transaction.costLimit() >= needed
                ? Optional.empty()
                : Optional.of(TransactionRule.TX_FEE_TOO_LOW.because("the fee limit of " + limit + " pays for "
                        + transaction.costLimit() + " units, but the transaction needs at least " + needed + " at "
                        + unitPrice() + " each"));
    }

    private Optional<Verdict.Rejected> checkSignatures(SignedTransaction signed) {
        Hash message = signingHash(signed);
        List<PublicKey> seen = new ArrayList<>();
        for (Authorization authorization : signed.authorizations()) {
            PublicKey key = authorization.publicKey();
            Optional<SignatureScheme> scheme = rules.suite().scheme(key.scheme());
            if (scheme.isEmpty()) {
                return Optional.of(TransactionRule.TX_SIGNATURE_INVALID.because(
                        "signature scheme " + Integer.toUnsignedString(key.scheme()) + " is not one of this chain"));
            }
            if (seen.contains(key)) {
                return Optional.of(TransactionRule.TX_SIGNATURE_NOT_CANONICAL.because("a key signs twice"));
            }
            seen.add(key);
            if (!scheme.get().verify(message, key.bytes(), authorization.signature())) {
                return Optional.of(whyInvalid(authorization, scheme.get()));
            }
        }
        return Optional.empty();
    }

    private Hash signingHash(SignedTransaction signed) {
        return rules.suite()
                .signingHash(
                        rules.chainId(), SignatureType.TRANSACTION, signed.id().hash());
    }

    private static Verdict.Rejected whyInvalid(Authorization authorization, SignatureScheme scheme) {
        boolean canonical =
                scheme.isWellFormedKey(authorization.key()) && scheme.isWellFormedSignature(authorization.signature());
        return canonical
                ? TransactionRule.TX_SIGNATURE_INVALID.because(
                        "a signature does not fit the body, the chain and the key")
                : TransactionRule.TX_SIGNATURE_NOT_CANONICAL.because("a key or signature has not the one form that "
                        + scheme.name() + " allows (low s, fixed length)");
    }

    /** Whether the transaction may stand in the next block of {@code branch}. Whether its payer can pay is decided for the block as a whole. */
    public Optional<Verdict.Rejected> checkOnBranch(CheckedTransaction transaction, Branch branch) {
        Optional<Verdict.Rejected> misplaced = checkPlace(transaction, branch);
        if (misplaced.isPresent()) {
            return misplaced;
        }
        return authorizer
                .authorize(transaction.terms(), transaction.signers(), branch.state())
                .or(() -> checkLane(transaction, branch));
    }

    /** A call that makes all others of its block wait pays for that, by what the parent state says of its method. */
    private Optional<Verdict.Rejected> checkLane(CheckedTransaction transaction, Branch branch) {
        Amount needed = rules.specification().fees().serialLaneTip();
        Amount tip = transaction.terms().fee().tip();
        boolean paid = tip.compareTo(needed) >= 0;
        return paid || !lanes.isSerial(transaction, branch.state())
                ? Optional.empty()
                : Optional.of(TransactionRule.TX_FEE_TOO_LOW.because("the method runs in the serial lane, which takes a"
                        + " tip of at least " + needed + ", but the tip is " + tip
                        + "; raise the tip and the fee limit with it"));
    }

    /** The part of {@link #checkOnBranch} that does not depend on who signed: expiry, mark, spent ids. */
    public Optional<Verdict.Rejected> checkPlace(CheckedTransaction transaction, Branch branch) {
        TransactionTerms terms = transaction.terms();
        Height height = branch.height().next();
        if (height.compareTo(terms.validUntil()) > 0) {
            return Optional.of(TransactionRule.TX_EXPIRED.because(
                    "the transaction was valid until height " + terms.validUntil() + ", the next is " + height));
        }
        Optional<Verdict.Rejected> wrong = checkMark(terms, height, branch);
        if (wrong.isPresent()) {
            return wrong;
        }
        return branch.recentlyContains(transaction.signed().id())
                ? Optional.of(TransactionRule.TX_DUPLICATE.because(
                        "transaction " + transaction.signed().id() + " is in the chain already"))
                : Optional.empty();
    }

    private Optional<Verdict.Rejected> checkMark(TransactionTerms terms, Height height, Branch branch) {
        long age = height.value() - terms.mark().height().value();
        int window = rules.specification().markWindow();
        if (age > window) {
            return Optional.of(TransactionRule.TX_MARK_EXPIRED.because("the mark is " + age + " blocks old, more than "
                    + window + "; build the transaction again on a recent block"));
        }
        Optional<BlockId> marked = age > 0 ? branch.recentBlock(terms.mark().height()) : Optional.empty();
        if (!marked.equals(Optional.of(terms.mark().block()))) {
            return Optional.of(TransactionRule.TX_MARK_FOREIGN.because("the mark "
                    + terms.mark().block() + " at height " + terms.mark().height() + " is not on this branch"));
        }
        return Optional.empty();
    }

    /** Whether contract, method and arguments exist in the state of {@code branch}; for the pool, where it saves senders a fee. */
    public Optional<Verdict.Rejected> checkCall(CheckedTransaction transaction, Branch branch) {
        try {
            transaction.family().check(new Named(branch.state()));
            return Optional.empty();
        } catch (ContractFailure failure) {
            return Optional.of(ruleOf(failure).because(failure.text()));
        }
    }

    /** Asks the contracts that a transaction names whether they know such a call. */
    private final class Named implements Calls {
        private final StateView state;

        private Named(StateView state) {
            this.state = state;
        }

        @Override
        public void check(Address contract, String method, Bytes arguments) {
            directory.require(contract, state).check(method, arguments);
        }

        @Override
        public AccessSet access(Address contract, String method, Bytes arguments) {
            return AccessSet.UNKNOWN;
        }

        @Override
        public Bytes call(Address contract, String method, Bytes arguments) {
            throw new IllegalStateException("a family must not call contracts to tell what it is made of");
        }
    }

    private static TransactionRule ruleOf(ContractFailure failure) {
        if (failure.code() == CommonFailure.UNKNOWN_CONTRACT) {
            return TransactionRule.TX_UNKNOWN_CONTRACT;
        }
        return failure.code() == CommonFailure.UNKNOWN_METHOD
                ? TransactionRule.TX_UNKNOWN_METHOD
                : TransactionRule.TX_ARGUMENTS_INVALID;
    }

    /** Units that are charged before the first call. */
    static long intrinsicCost(ChainRules rules, SignedTransaction signed) {
        CostTable costs = rules.specification().fees().costs();
        return costs.transaction()
                + costs.transactionByte() * signed.raw().size()
                + costs.signature() * signed.authorizations().size();
    }

    private long costLimit(TransactionTerms terms) {
        if (unitPrice().isZero()) {
            return limits().transactionCost();
        }
        long paid = terms.fee()
                .limit()
                .minus(terms.fee().tip())
                .dividedBy(unitPrice())
                .toLongSaturated();
        return Math.min(paid, limits().transactionCost());
    }

    private Amount unitPrice() {
        return rules.specification().fees().unitPrice();
    }

    private Limits limits() {
        return rules.specification().limits();
    }

    private static Outcome refused(Verdict.Rejected verdict) {
        return new Outcome.Refused(verdict);
    }
}
