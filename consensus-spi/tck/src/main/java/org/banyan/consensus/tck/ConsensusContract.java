package org.banyan.consensus.tck;

/**
 * All that a consensus plug-in must pass. Its tests hold one class per size and suite that implements this; see {@code docs/spi/consensus.md} for the rules.
 */
public interface ConsensusContract
        extends StateContract, WitnessContract, AgentContract, LightClientContract, EvidenceContract {}
