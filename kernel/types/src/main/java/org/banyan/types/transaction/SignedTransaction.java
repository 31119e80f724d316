package org.banyan.types.transaction;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * A transaction as it travels: its bytes as received, its content, and the three hashes of it, each computed once.
 *
 * <p>"Signed" says that it carries its authorizations, not that they have been verified. Two are equal when their bytes are. Immutable, thread-safe.
 */
public final class SignedTransaction {
    private final Bytes raw;
    private final Transaction transaction;
    private final TransactionId id;
    private final Hash fullHash;
    private final Hash authorizationsHash;

    private SignedTransaction(Bytes raw, Transaction transaction, HashFunction hash) {
        this.raw = raw;
        this.transaction = transaction;
        this.id = new TransactionId(hash.hash(Tag.TRANSACTION_BODY, transaction.body()));
        this.fullHash = hash.hash(Tag.TRANSACTION_ENVELOPE, raw);
        this.authorizationsHash = new AuthorizationList(transaction.authorizations()).hash(hash);
    }

    /** @throws CodecException if {@code raw} is not a canonical {@link Transaction} of at most {@link Transaction#BYTES_MAX} bytes */
    public static SignedTransaction decode(Bytes raw, HashFunction hash) {
        if (raw.size() > Transaction.BYTES_MAX) {
            throw new CodecException(
                    "a transaction has " + raw.size() + " bytes, more than the limit of " + Transaction.BYTES_MAX);
        }
        return new SignedTransaction(raw, Transaction.CODEC.decode(raw), hash);
    }

    /** For transactions made here. */
    public static SignedTransaction of(Transaction transaction, HashFunction hash) {
        return new SignedTransaction(Transaction.CODEC.encode(transaction), transaction, hash);
    }

    /** Canonical envelope bytes. */
    public Bytes raw() {
        return raw;
    }

    public Transaction transaction() {
        return transaction;
    }

    /** Tagged hash of the body: the same for every set of authorizations. */
    public TransactionId id() {
        return id;
    }

    /** Tagged hash of the envelope: verified-caches and relay use it, because authorizations are malleable. */
    public Hash fullHash() {
        return fullHash;
    }

    /** Tagged hash of the canonical {@link AuthorizationList}. */
    public Hash authorizationsHash() {
        return authorizationsHash;
    }

    public int family() {
        return transaction.family();
    }

    public Bytes body() {
        return transaction.body();
    }

    public List<Authorization> authorizations() {
        return transaction.authorizations();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedTransaction that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return "transaction " + id;
    }
}
