package org.banyan.simulation;

import java.nio.file.Path;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.SignGuard;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.pool.PoolLimits;
import org.banyan.node.signing.GuardFiles;
import org.banyan.simulation.node.NodeParts;
import org.banyan.simulation.node.PeerMessage;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.Signer;

/** Sound parts, of which a mutant changes one. */
abstract class MutantParts implements NodeParts {
    private final NodeParts sound;

    MutantParts(NodeParts sound) {
        this.sound = sound;
    }

    @Override
    public ChainDefinition definition() {
        return sound.definition();
    }

    @Override
    public PoolLimits pool() {
        return sound.pool();
    }

    @Override
    public Codec<PeerMessage> messages() {
        return sound.messages();
    }

    @Override
    public SignGuard guard(Path file, Signer signer, GuardFiles files, boolean first) {
        return sound.guard(file, signer, files, first);
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return sound.agent(setup);
    }
}
