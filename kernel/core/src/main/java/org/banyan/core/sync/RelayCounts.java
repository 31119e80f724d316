package org.banyan.core.sync;

/**
 * How the bodies of new blocks came to this node.
 *
 * @param known put together from transactions that were here
 * @param completed of which some transactions were here and the others were asked for
 * @param fetched asked for as a whole
 */
public record RelayCounts(long known, long completed, long fetched) {
    public static final RelayCounts NONE = new RelayCounts(0, 0, 0);

    RelayCounts oneKnown() {
        return new RelayCounts(known + 1, completed, fetched);
    }

    RelayCounts oneCompleted() {
        return new RelayCounts(known, completed + 1, fetched);
    }

    RelayCounts oneFetched() {
        return new RelayCounts(known, completed, fetched + 1);
    }
}
