package org.banyan.cli.load;

/**
 * What calls of the bench contract look like.
 *
 * @param units of work of each call
 * @param cells that calls choose from
 * @param wrongPercent share of the calls of {@link Workload#CALLS_WRONG} whose declaration is a lie
 */
record CallShape(long units, int cells, int wrongPercent) {
    static final long UNITS_MAX = 1_000_000;
    static final int CELLS_MIN = 4;
    static final int CELLS_MAX = 10_000_000;

    CallShape {
        LoadPlan.within("units", units, 0, UNITS_MAX);
        LoadPlan.within("cells", cells, CELLS_MIN, CELLS_MAX);
        LoadPlan.within("wrong", wrongPercent, 0, 100);
    }

    /** Most units of a call of the mixed workload. */
    long unitsMax() {
        return units * 5 / 2;
    }
}
