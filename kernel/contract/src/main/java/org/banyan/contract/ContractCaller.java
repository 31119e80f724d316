package org.banyan.contract;

import org.banyan.types.Bytes;

/** How a typed client reaches its contract: a nested call, a test harness, or a node's API. Generated clients call it. */
@FunctionalInterface
public interface ContractCaller {
    /** @return the encoded reply */
    Bytes call(String method, Bytes arguments);
}
