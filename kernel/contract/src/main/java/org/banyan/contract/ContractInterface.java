package org.banyan.contract;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;

/**
 * What a contract offers, stored with its code so that any client can read every call.
 *
 * @param name short name, lower case with dashes
 * @param version positive; code of one (name, version) never changes
 * @param service full name of the Protocol Buffers service
 * @param methods in the order of the service
 * @param descriptor serialized {@code google.protobuf.FileDescriptorSet} of the service's file and its imports, without source information
 */
public record ContractInterface(String name, int version, String service, List<Method> methods, Bytes descriptor) {
    public ContractInterface {
        methods = List.copyOf(methods);
    }

    public Optional<Method> method(String methodName) {
        for (Method method : methods) {
            if (method.name().equals(methodName)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /**
     * @param view whether the method only reads; a write in it fails
     * @param declaresAccess whether the method declares which keys it touches
     * @param serialLane whether the method wants the serial lane because its keys cannot be known
     */
    public record Method(String name, boolean view, boolean declaresAccess, boolean serialLane) {}
}
