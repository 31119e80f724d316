package org.banyan.core.execution.conflict;

import org.banyan.types.Address;

/** A method of the contract at an address. */
public record MethodId(Address contract, String method) implements Comparable<MethodId> {
    @Override
    public int compareTo(MethodId other) {
        int byContract = contract.bytes().compareTo(other.contract.bytes());
        return byContract != 0 ? byContract : method.compareTo(other.method);
    }
}
