package org.banyan.core.peers;

import java.util.Locale;
import org.banyan.types.ChainId;

/** The channels that two nodes have for each chain they share. On the wire: the first 16 digits of the chain's id, a slash, the name. */
public enum ChainChannel {
    /** Votes, certificates, what agents tell each other. */
    CONSENSUS,
    /** New blocks. */
    BLOCKS,
    /** Transactions. */
    TRANSACTIONS,
    /** Where nodes stand, headers and bodies for who lacks them. */
    SYNC;

    private static final int CHAIN_DIGITS = 16;

    /** What it is called on links. */
    public String name(ChainId chain) {
        return chain.hash().toHex().substring(0, CHAIN_DIGITS) + "/" + name().toLowerCase(Locale.ROOT);
    }
}
