package org.banyan.consensus;

import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.crypto.CryptoSuite;

/** Makes a consensus from a chain's parameters. Found by {@link java.util.ServiceLoader}. */
public interface ConsensusFactory {
    String id();

    /** @throws IllegalArgumentException if {@code chain.parameters()} is not valid for this algorithm; the message says what and why */
    Consensus create(ChainParameters chain);

    /**
     * A light client of the checkpoint's chain. Needs nothing of that chain but its suite, so that other chains can follow it.
     *
     * @throws IllegalArgumentException if the checkpoint's parts do not belong together
     */
    LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint);

    /**
     * @param parameters canonical bytes that the plug-in defines
     * @param slotMillis length of a slot
     */
    record ChainParameters(
            ChainId chainId, Timestamp genesisTime, long slotMillis, Bytes parameters, CryptoSuite suite) {}
}
