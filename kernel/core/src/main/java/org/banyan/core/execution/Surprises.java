package org.banyan.core.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.ExecutionReport.Surprise;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;

/** Gathers, for one block, the methods that touched what was not expected of them. */
final class Surprises {
    private final Map<Method, Surprise> found = new LinkedHashMap<>();

    private record Method(Address contract, String name) {}

    /** @param first of the uses that were not expected */
    void add(Expectations.Guess guess, KeyUse first) {
        for (Expectations.CallId call : guess.calls()) {
            Method method = new Method(call.contract(), call.method().method());
            Surprise known = found.get(method);
            if (known != null) {
                found.put(method, surprise(method, known.transactions() + 1, known.key(), known.mode(), known.range()));
            } else if (found.size() < ExecutionReport.SURPRISES_MAX) {
                found.put(method, surprise(method, 1, first.key(), first.mode(), first.prefix()));
            }
        }
    }

    private static Surprise surprise(Method method, int transactions, StateKey key, Mode mode, boolean range) {
        return new Surprise(method.contract(), method.name(), transactions, key, mode, range);
    }

    List<Surprise> all() {
        return List.copyOf(found.values());
    }
}
