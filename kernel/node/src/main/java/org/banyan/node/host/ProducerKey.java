package org.banyan.node.host;

import org.banyan.consensus.SignGuard;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;

/**
 * The key that a node produces with on one chain.
 *
 * @param guards opens the guard that signs with it and never twice
 */
public record ProducerKey(PublicKey key, Guards guards) {
    /** Opens the sign guard of a chain. A guard that is {@link AutoCloseable} is closed with the chain. */
    @FunctionalInterface
    public interface Guards {
        /** @param head of the chain's store: while it is genesis, no key can have signed here */
        SignGuard open(ChainId chain, CryptoSuite suite, Height head);
    }
}
