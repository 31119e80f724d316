package org.banyan.simulation.node;

import java.nio.file.Path;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.SignGuard;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.signing.FileSignGuard;
import org.banyan.node.signing.GuardFiles;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** What a simulated node is put together from. The defaults are the product's parts; a mutant replaces one of them. */
public interface NodeParts {
    ChainDefinition definition();

    PoolLimits pool();

    /** The form of messages between peers. */
    default Codec<PeerMessage> messages() {
        return PeerMessage.CODEC;
    }

    /** The store as the kernel sees it. */
    default KeyValueStore store(KeyValueStore device) {
        return device;
    }

    /** The engine has read what it needs from the store to go on. */
    default void opened(KeyValueStore store) {}

    /** @param first whether this key never signed before */
    default SignGuard guard(Path file, Signer signer, GuardFiles files, boolean first) {
        CryptoSuite suite = definition().rules().suite();
        return first
                ? FileSignGuard.create(file, definition().rules().chainId(), suite, signer, files)
                : FileSignGuard.open(file, definition().rules().chainId(), suite, signer, files);
    }

    default ConsensusAgent agent(AgentSetup setup) {
        return definition().consensus().agent(setup);
    }

    /** @param engine of the process that the agent is for */
    default ConsensusAgent agent(AgentSetup setup, ChainEngine engine) {
        return agent(setup);
    }

    /** Whether the node looks at a transaction at all. */
    default boolean admits(Bytes envelope) {
        return true;
    }
}
