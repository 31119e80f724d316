package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.core.execution.ChainRules;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
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

/** Makes signed transfers; signing is the client's work and done before any clock starts. */
final class Transfers {
    /** Units of the fee token; twice what a transfer costs. */
    private static final Amount FEE_LIMIT = Amount.of(600_000);

    static final String TOKEN = "token";
    private static final Amount AMOUNT = Amount.of(1);
    private static final int VALID_BLOCKS = 200;

    private final ChainRules rules;
    private long salt;

    Transfers(ChainRules rules) {
        this.rules = rules;
    }

    /** A signed transaction with what its signature is over, so that the same signature can be verified alone. */
    record Prepared(Bytes envelope, Hash message, Bytes key, Bytes signature) {}

    /** What the signatures of recorded transfers are over. */
    List<Prepared> read(List<Bytes> envelopes) {
        return envelopes.stream().map(this::read).toList();
    }

    private Prepared read(Bytes envelope) {
        CryptoSuite suite = rules.suite();
        var signed = SignedTransaction.decode(envelope, suite.hash());
        Authorization only = signed.authorizations().getFirst();
        return new Prepared(
                envelope,
                suite.signingHash(
                        rules.chainId(), SignatureType.TRANSACTION, signed.id().hash()),
                only.key(),
                only.signature());
    }

    /** {@code count} transfers of that shape. */
    List<Prepared> draw(Shape shape, Accounts accounts, int count, SplittableRandom random, Mark mark) {
        List<int[]> pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pairs.add(shape.draw(random));
        }
        long first = salt;
        salt += count;
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> transfer(
                        accounts.signer(pairs.get(i)[0]), accounts.address(pairs.get(i)[1]), AMOUNT, first + i, mark))
                .toList();
    }

    Prepared transfer(Signer sender, Address to, Amount amount, Mark mark) {
        return transfer(sender, to, amount, salt++, mark);
    }

    private Prepared transfer(Signer sender, Address to, Amount amount, long number, Mark mark) {
        return call(sender, TOKEN, to(to, amount), FEE_LIMIT, number, mark);
    }

    static ContractCall to(Address to, Amount amount) {
        return TokenClient.TRANSFER.call(new TransferRequest(to, DevelopmentChain.SYMBOL, amount, ""));
    }

    /** Any call of a system contract. */
    Prepared call(Signer sender, String contract, ContractCall call, Amount feeLimit, long number, Mark mark) {
        CryptoSuite suite = rules.suite();
        Address address = suite.addressOf(sender.publicKey());
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                rules.chainId(),
                address,
                rules.systemAddress(contract),
                call.method(),
                call.arguments(),
                mark,
                mark.height().plus(VALID_BLOCKS),
                number,
                new Fee(feeLimit, Amount.ZERO),
                address));
        var id = SignedTransaction.of(envelope(body, List.of()), suite.hash()).id();
        Hash message = suite.signingHash(rules.chainId(), SignatureType.TRANSACTION, id.hash());
        Bytes signature = sender.sign(message);
        var authorization = new Authorization(
                sender.publicKey().scheme(), sender.publicKey().bytes(), signature);
        return new Prepared(
                Transaction.CODEC.encode(envelope(body, List.of(authorization))),
                message,
                sender.publicKey().bytes(),
                signature);
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }
}
