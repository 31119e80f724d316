package org.banyan.mainchain.dpos;

import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;

/** What every rule of one chain shares. */
record DposChain(
        ChainId id,
        CryptoSuite suite,
        Slots slots,
        DposParameters parameters,
        DelegateElection election,
        Values values) {
    DposChain(ChainParameters chain, DposParameters parameters) {
        this(
                chain.chainId(),
                chain.suite(),
                new Slots(chain.genesisTime(), chain.slotMillis()),
                parameters,
                new ScriptedElection(parameters.elections()),
                new Values(chain.chainId(), chain.suite().hash()));
    }
}
