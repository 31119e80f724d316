package org.banyan.examples.minimal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.PoolLimits;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.ConsensusChoice;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.CostTable;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.IndexingPolicy;
import org.banyan.types.specification.Limits;
import org.banyan.types.specification.SystemContract;
import org.banyan.types.specification.UpdateRule;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/**
 * A whole chain in one process from the kernel's jars: no node, no token, no network, no files. Every plug-in is a class of this folder.
 *
 * <p>Run it to see three blocks.
 */
public final class MinimalChain {
    private static final Timestamp START = new Timestamp(1_700_000_000_000L);
    private static final long SLOT_MILLIS = 1_000;

    private final JdkCrypto crypto = new JdkCrypto();
    private final Signer producer = crypto.newSigner();
    private final SoloConsensus consensus;
    private final ChainRules rules;
    private final ChainEngine engine;

    public MinimalChain() {
        var set = new ProducerSet(List.of(new Producer(crypto.addressOf(producer.publicKey()), producer.publicKey(), 1)));
        this.rules = new ChainRules(specification(set), crypto, List.of(new OneContract()), List.of(), List.of());
        this.consensus = new SoloConsensus(rules.chainId(), crypto, set);
        this.engine = ChainEngine.open(new ChainDefinition(rules, consensus, List.of()), new MemoryStore(), PoolLimits.DEFAULT);
    }

    private ChainSpecification specification(ProducerSet set) {
        var book = new SystemContract(
                GuestBook.NAME, 1, CodeBinding.TRUSTED, crypto.hash().hash(Tag.DESCRIPTOR, Bytes.utf8(GuestBook.NAME)), Bytes.EMPTY, Bytes.EMPTY);
        return new ChainSpecification(
                ChainSpecification.FORMAT,
                "minimal",
                crypto.id(),
                "mini",
                START,
                new ConsensusChoice("solo", ProducerSet.CODEC.encode(set), SLOT_MILLIS),
                new ContractCollection(List.of(book), List.of(), "", "", "", List.of(), List.of(), List.of()),
                new UpdateRule(80, 100, 2000),
                List.of(),
                new IndexingPolicy(0),
                Limits.DEFAULT,
                new FeeRule(Amount.ZERO, CostTable.DEFAULT),
                List.of());
    }

    /** The runtime of a chain that will never have a second contract. */
    private static final class OneContract implements ContractRuntime {
        private final Contract book = new GuestBook();

        @Override
        public int category() {
            return CodeBinding.TRUSTED;
        }

        @Override
        public Verdict audit(CodeBinding code) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Optional<Contract> load(CodeBinding code) {
            return code.name().equals(GuestBook.NAME) ? Optional.of(book) : Optional.empty();
        }
    }

    /** Hands in a signed line for the guest book. */
    public Verdict sign(Signer guest, String line) {
        var head = engine.head();
        var address = crypto.addressOf(guest.publicKey());
        var call = new AccountCall(
                rules.chainId(),
                address,
                rules.systemAddress(GuestBook.NAME),
                GuestBook.SIGN,
                Bytes.utf8(line),
                new Mark(head.header().height(), head.id()),
                head.header().height().plus(100),
                0,
                Fee.NONE,
                address);
        Bytes body = AccountCall.CODEC.encode(call);
        var unsigned = SignedTransaction.of(envelope(body, List.of()), crypto.hash());
        var message = crypto.signingHash(rules.chainId(), SignatureType.TRANSACTION, unsigned.id().hash());
        var authorization = new Authorization(
                guest.publicKey().scheme(), guest.publicKey().bytes(), guest.sign(message));
        return switch (engine.transactionRules().check(Transaction.CODEC.encode(envelope(body, List.of(authorization))))) {
            case TransactionRules.Outcome.Refused refused -> refused.verdict();
            case TransactionRules.Outcome.Checked checked -> engine.submit(checked.transaction());
        };
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }

    /** Makes the next block and makes it final. */
    public List<Receipt> produce() {
        var head = engine.head();
        var outcome = engine.build(head.id(), head.header().time().plusMillis(SLOT_MILLIS), Bytes.EMPTY);
        if (!(outcome instanceof ChainEngine.BuildOutcome.Built built)) {
            throw new IllegalStateException("no block: " + outcome);
        }
        List<EngineEffect> effects = new ArrayList<>();
        engine.publish(built.id(), consensus.seal(built.header(), producer), effects);
        engine.addWitness(built.id(), Witness.of(consensus.certificate(built.header(), producer)), effects);
        return engine.store().receipts(built.id()).orElseThrow();
    }

    public Signer newGuest() {
        return crypto.newSigner();
    }

    public Height height() {
        return engine.head().header().height();
    }

    public BlockId finalBlock() {
        return engine.finalBlock().id();
    }

    public BlockId head() {
        return engine.head().id();
    }

    public static void main(String[] arguments) {
        MinimalChain chain = new MinimalChain();
        Signer guest = chain.newGuest();
        for (String line : List.of("first!", "what a small chain", "good bye")) {
            chain.sign(guest, line);
            int transactions = chain.produce().size() - 2;
            System.out.println("block " + chain.height() + " " + chain.head() + " transactions " + transactions);
        }
    }
}
