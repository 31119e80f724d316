package org.banyan.mainchain.node.crash;

import java.util.List;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/** Signed transfers between two accounts of the development chain. */
final class CrashLoad {
    private final Signer sender;
    private final Address receiver;
    private long salt;

    /** @param salt where to begin, so that no two processes make the same transfer */
    CrashLoad(long salt) {
        DevKeys keys = new DevKeys(CrashChain.SUITE);
        sender = keys.signer("alice");
        receiver = CrashChain.SUITE.addressOf(keys.signer("bob").publicKey());
        this.salt = salt;
    }

    Bytes transfer(RunningChain chain) {
        salt++;
        ChainStatus status = chain.status();
        Address from = CrashChain.SUITE.addressOf(sender.publicKey());
        ContractCall call = TokenClient.TRANSFER.call(
                new TransferRequest(receiver, DevelopmentChain.SYMBOL, Amount.of(1 + salt % 7), ""));
        Bytes body = AccountCall.CODEC.encode(new AccountCall(
                chain.chainId(),
                from,
                chain.rules().systemAddress("token"),
                call.method(),
                call.arguments(),
                new Mark(status.head().height(), status.headId()),
                status.head().height().plus(100),
                salt,
                new Fee(Amount.of(3_000_000), Amount.ZERO),
                from));
        var id = SignedTransaction.of(envelope(body, List.of()), CrashChain.SUITE.hash())
                .id();
        var message = CrashChain.SUITE.signingHash(chain.chainId(), SignatureType.TRANSACTION, id.hash());
        return Transaction.CODEC.encode(envelope(
                body,
                List.of(new Authorization(
                        sender.publicKey().scheme(), sender.publicKey().bytes(), sender.sign(message)))));
    }

    private static Transaction envelope(Bytes body, List<Authorization> authorizations) {
        return new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body, authorizations);
    }
}
