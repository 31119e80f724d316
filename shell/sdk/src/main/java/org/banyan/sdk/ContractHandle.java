package org.banyan.sdk;

import java.util.Map;
import java.util.stream.Collectors;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.Address;
import org.banyan.v1.ErrorReason;

/** A contract of the chain with its descriptor, for building calls. Immutable. */
public record ContractHandle(String name, Address address, ContractDescriptor descriptor) {
    /** @throws BanyanException (CONTRACT_METHOD_NOT_FOUND) naming the methods there are */
    public ContractDescriptor.Method method(String method) {
        return descriptor
                .method(method)
                .orElseThrow(() -> BanyanException.of(
                        ErrorReason.ERROR_REASON_CONTRACT_METHOD_NOT_FOUND,
                        "contract '" + name + "' has no method '" + method + "'; it has "
                                + descriptor.methods().stream()
                                        .map(ContractDescriptor.Method::name)
                                        .collect(Collectors.joining(", ")),
                        Map.of("contract", name, "method", method)));
    }
}
