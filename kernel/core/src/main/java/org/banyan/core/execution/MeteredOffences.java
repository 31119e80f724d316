package org.banyan.core.execution;

import org.banyan.contract.Offences;
import org.banyan.types.block.OffenceReport;
import org.banyan.types.specification.CostTable;

/** Verdicts for which the call pays: at most two signatures, and everything that is hashed by its bytes. */
record MeteredOffences(Offences offences, CostMeter meter, CostTable costs) implements Offences {
    private static final int SIGNATURES_MAX = 2;

    @Override
    public Judged judge(OffenceReport report) {
        meter.charge(SIGNATURES_MAX, costs.signature());
        meter.charge(OffenceReport.CODEC.encode(report).size(), costs.transactionByte());
        return offences.judge(report);
    }

    @Override
    public long windowMillis() {
        return offences.windowMillis();
    }
}
