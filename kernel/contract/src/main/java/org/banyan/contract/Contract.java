package org.banyan.contract;

import org.banyan.types.Bytes;

/**
 * The code of one contract as the kernel runs it. Generated dispatchers implement it; an author implements the generated service interface.
 *
 * <p>Holds no state of its own: everything lasting goes through the context. Called by one thread at a time per context, by several at once with several
 * contexts.
 */
public interface Contract {
    /** Name, version, methods and the Protocol Buffers descriptor. */
    ContractInterface describe();

    /**
     * Runs a method.
     *
     * @throws ContractFailure if the call fails; the kernel rolls its changes back
     */
    Bytes call(String method, Bytes arguments, ContractContext context);

    /**
     * Whether the method exists and the arguments parse; runs nothing.
     *
     * @throws ContractFailure with {@link CommonFailure#UNKNOWN_METHOD} or {@link CommonFailure#BAD_ARGUMENTS}
     */
    void check(String method, Bytes arguments);

    /** The state keys that a call will touch, from the method's declared access alone. Never fails: what does not parse touches nothing. */
    AccessSet access(String method, Bytes arguments, CallSite site);

    /**
     * Whether the signers may act for the account whose code this is. Runs against the parent block's state, reads its own account only and has a fixed cost
     * cap. A contract that is no account refuses.
     */
    default boolean authorize(AuthorizationContext context) {
        return false;
    }
}
