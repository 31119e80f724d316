package org.banyan.core.execution.conflict;

import java.util.Optional;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.core.execution.plan.KeyUse;

/**
 * How what one method declares fits what its calls did.
 *
 * @param precision of the newest call's declaration
 * @param units metered
 * @param undeclaredCalls calls that touched something undeclared
 * @param unusedCalls successful calls that did not touch something declared
 * @param rangeCalls calls that declare or read a whole range of keys
 */
public record MethodAccess(
        MethodId method,
        Precision precision,
        boolean serial,
        int calls,
        long units,
        int undeclaredCalls,
        Optional<KeyUse> undeclared,
        int unusedCalls,
        Optional<KeyUse> unused,
        int rangeCalls) {
    static MethodAccess none(MethodId method) {
        return new MethodAccess(method, Precision.UNKNOWN, false, 0, 0, 0, Optional.empty(), 0, Optional.empty(), 0);
    }

    MethodAccess with(Uses call) {
        var transaction = call.transaction;
        Optional<KeyUse> exceeding = transaction.touched().stream()
                .filter(use -> !transaction.declares(use))
                .findFirst();
        Optional<KeyUse> idle = transaction.succeeded() && !transaction.cut()
                ? transaction.declared().stream()
                        .filter(use -> !call.needs(use))
                        .findFirst()
                : Optional.empty();
        boolean range = transaction.declared().stream().anyMatch(KeyUse::prefix)
                || transaction.touched().stream().anyMatch(KeyUse::prefix);
        return new MethodAccess(
                method,
                transaction.precision(),
                transaction.serial(),
                calls + 1,
                units + transaction.cost(),
                undeclaredCalls + (exceeding.isPresent() ? 1 : 0),
                undeclared.or(() -> exceeding),
                unusedCalls + (idle.isPresent() ? 1 : 0),
                unused.or(() -> idle),
                rangeCalls + (range ? 1 : 0));
    }
}
