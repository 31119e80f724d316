package org.banyan.sdk;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/** A call with everything decided but its signatures. Needs no connection: it can be signed elsewhere. Immutable. */
public record UnsignedTransaction(AccountCall call, CryptoSuite suite) {
    /** Size that a signature of the standard schemes has, for estimates. */
    private static final int SIGNATURE_BYTES = 64;

    public TransactionId id() {
        return new TransactionId(suite.hash().hash(Tag.TRANSACTION_BODY, body()));
    }

    /** What a key has to sign. */
    public Hash signingHash() {
        return suite.signingHash(call.chainId(), SignatureType.TRANSACTION, id().hash());
    }

    /**
     * Signs with all keys that the sender, and the payer if another, ask for.
     *
     * @throws IllegalArgumentException if no key is given; whether the account accepts the keys is the chain's decision
     */
    public SignedTransaction sign(Signer... keys) {
        if (keys.length == 0) {
            throw new IllegalArgumentException("a transaction needs at least one signature");
        }
        Hash message = signingHash();
        return envelope(List.of(keys).stream()
                .map(key -> new Authorization(key.publicKey(), key.sign(message)))
                .toList());
    }

    /** With empty signatures of the usual size: what a simulation needs to know the size and cost. */
    SignedTransaction withPlaceholders(List<Signer> keys) {
        return envelope(keys.stream()
                .map(key -> new Authorization(key.publicKey(), Bytes.wrap(new byte[SIGNATURE_BYTES])))
                .toList());
    }

    private Bytes body() {
        return AccountCall.CODEC.encode(call);
    }

    private SignedTransaction envelope(List<Authorization> authorizations) {
        return SignedTransaction.of(
                new Transaction(TransactionFamilies.ACCOUNT, AccountCall.VERSION, body(), authorizations),
                suite.hash());
    }
}
