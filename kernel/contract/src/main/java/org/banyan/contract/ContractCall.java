package org.banyan.contract;

import org.banyan.types.Bytes;

/** What a transaction or a nested call says to a contract: the method's name in the {@code .proto} and its canonically encoded request. */
public record ContractCall(String method, Bytes arguments) {}
