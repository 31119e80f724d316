package org.banyan.mainchain.node.process;

import org.banyan.api.guard.ApiObserver;
import org.banyan.node.operations.CallMetrics;

/** Hands what the API's guard sees to the node's metrics. */
record CallerFigures(CallMetrics metrics) implements ApiObserver {
    @Override
    public void connections(int open) {
        metrics.connections(open);
    }

    @Override
    public void calls(int running, int streams) {
        metrics.calls(running, streams);
    }

    @Override
    public void answered(String service, String method, String code, long nanos) {
        metrics.answered(service, method, code, nanos);
    }

    @Override
    public void limited(String limit) {
        metrics.limited(limit);
    }

    @Override
    public void dropped(String why) {
        metrics.dropped(why);
    }
}
