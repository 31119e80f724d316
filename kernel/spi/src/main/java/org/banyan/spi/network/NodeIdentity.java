package org.banyan.spi.network;

import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;

/**
 * Who this node is to its peers, and how it checks who they are. The node key signs what binds a connection to it and nothing else: it is not the key that
 * signs blocks. Thread-safe.
 */
public final class NodeIdentity {
    private final CryptoSuite suite;
    private final Signer signer;

    public NodeIdentity(CryptoSuite suite, Signer signer) {
        this.suite = suite;
        this.signer = signer;
    }

    public PublicKey key() {
        return signer.publicKey();
    }

    public NodeId id() {
        return idOf(key());
    }

    public NodeId idOf(PublicKey key) {
        return new NodeId(suite.addressOf(key).hash());
    }

    /** Signs what a driver states about one of its connections. */
    public Bytes sign(Bytes statement) {
        return signer.sign(suite.hash().hash(Tag.NODE_STATEMENT, statement));
    }

    /** Whether the holder of {@code key} signed {@code statement}. Total: malformed keys and signatures are false. */
    public boolean verify(PublicKey key, Bytes statement, Bytes signature) {
        return suite.scheme(key.scheme())
                .filter(scheme -> scheme.isWellFormedKey(key.bytes()))
                .filter(scheme -> scheme.isWellFormedSignature(signature))
                .map(scheme -> scheme.verify(suite.hash().hash(Tag.NODE_STATEMENT, statement), key.bytes(), signature))
                .orElse(false);
    }
}
