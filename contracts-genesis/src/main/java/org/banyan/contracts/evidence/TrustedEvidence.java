package org.banyan.contracts.evidence;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the evidence contract to the trusted runtime. */
public final class TrustedEvidence implements TrustedContract {
    @Override
    public Contract create() {
        return new EvidenceContract(new ConvictionRecords());
    }
}
