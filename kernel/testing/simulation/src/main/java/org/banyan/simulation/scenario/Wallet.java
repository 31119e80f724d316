package org.banyan.simulation.scenario;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.banyan.contract.ContractCall;
import org.banyan.core.chain.ChainEngine;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/** The accounts of a chain: makes transfers between them, most of them sound, some of more than there is, with an old mark, or signed by a thief. */
final class Wallet {
    private final ChainKit kit;
    private final ChainId chain;
    private final List<Signer> accounts;
    private final Amount feeLimit;
    private final SplittableRandom random;
    private final Consumer<Bytes> thief;
    private long salt;

    /**
     * @param salt no other wallet of the chain uses those above it
     * @param thief is told of transactions that the receiver signed in the sender's place
     */
    Wallet(
            ChainKit kit,
            ChainId chain,
            List<Signer> accounts,
            Amount feeLimit,
            SplittableRandom random,
            long salt,
            Consumer<Bytes> thief) {
        this.kit = kit;
        this.chain = chain;
        this.accounts = List.copyOf(accounts);
        this.feeLimit = feeLimit;
        this.random = random;
        this.salt = salt;
        this.thief = thief;
    }

    /** A signed transfer from one account to another, as of the engine's head. */
    Bytes transfer(ChainEngine engine) {
        Signer from = accounts.get(random.nextInt(accounts.size()));
        Signer to = accounts.get(random.nextInt(accounts.size()));
        boolean tooMuch = random.nextInt(20) == 0;
        Amount amount = tooMuch ? kit.funds().times(accounts.size()) : Amount.of(1 + random.nextLong(1_000_000));
        ContractCall call = kit.transfer(address(to), amount);
        Mark mark = mark(engine);
        boolean stolen = !from.equals(to) && random.nextInt(40) == 0;
        Bytes envelope = sign(
                new AccountCall(
                        chain,
                        address(from),
                        kit.money(),
                        call.method(),
                        call.arguments(),
                        mark,
                        mark.height().plus(10_000),
                        ++salt,
                        new Fee(feeLimit, Amount.of(random.nextInt(3))),
                        address(from)),
                stolen ? to : from);
        if (stolen) {
            thief.accept(envelope);
        }
        return envelope;
    }

    /** The head, the final block, or something older that may be out of the window soon. */
    private Mark mark(ChainEngine engine) {
        Header head = engine.head().header();
        long back = random.nextInt(4) == 0 ? random.nextLong(80) : random.nextLong(3);
        Height height = head.height().minus(back);
        Optional<Mark> older = engine.mainBlockAt(height).map(block -> new Mark(height, block));
        return older.orElse(new Mark(head.height(), engine.head().id()));
    }

    private Address address(Signer signer) {
        return kit.suite().addressOf(signer.publicKey());
    }

    private Bytes sign(AccountCall call, Signer signer) {
        CryptoSuite suite = kit.suite();
        Bytes body = AccountCall.CODEC.encode(call);
        Transaction unsigned = new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of());
        var id = SignedTransaction.of(unsigned, suite.hash()).id();
        Hash message = suite.signingHash(chain, SignatureType.TRANSACTION, id.hash());
        var authorization = new Authorization(
                signer.publicKey().scheme(), signer.publicKey().bytes(), signer.sign(message));
        return Transaction.CODEC.encode(
                new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, List.of(authorization)));
    }
}
