package org.banyan.spi.runtime;

import java.util.Optional;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.types.Verdict;

/**
 * Runs contract code of one category: the collection's own classes, audited Java, WASM, JavaScript, or a service.
 *
 * <p>Execution is metered and deterministic on every node. Called by the kernel; thread-safe. Source: aelf whitepaper 5.3.1, DESIGN.md 4.
 */
public interface ContractRuntime {
    /** Category id in code bindings; {@link CodeBinding#TRUSTED} is 1. */
    int category();

    /** Whether the code may be bound to an address: form, forbidden operations, size. Depends on the binding alone. */
    Verdict audit(CodeBinding code);

    /**
     * The contract that {@code code} is, or empty when this node does not have it. A node that lacks code of its chain must stop, since it cannot execute
     * what others can.
     */
    Optional<Contract> load(CodeBinding code);
}
