package org.banyan.sdk.contract;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/**
 * Options of {@code banyan/contract/v1/options.proto} as read from a served descriptor.
 *
 * <p>They are read by number from the options' bytes, so that no generated class has to be registered and unknown options do no harm.
 */
enum Meaning {
    PLAIN,
    ADDRESS,
    AMOUNT,
    HASH;

    private static final int SERVICE_CONTRACT = 50100;
    private static final int CONTRACT_NAME = 1;
    private static final int CONTRACT_VERSION = 2;
    private static final int METHOD_VIEW = 50111;
    private static final int FIELD_TYPE = 50130;
    private static final int ENUM_FAILURES = 50140;

    static Meaning of(FieldDescriptor field) {
        if (field.getType() != FieldDescriptor.Type.BYTES) {
            return PLAIN;
        }
        return switch ((int) number(field.getOptions(), FIELD_TYPE)) {
            case 1 -> ADDRESS;
            case 2 -> AMOUNT;
            case 3 -> HASH;
            default -> PLAIN;
        };
    }

    static boolean isView(MethodDescriptor method) {
        return number(method.getOptions(), METHOD_VIEW) != 0;
    }

    static boolean isFailures(EnumDescriptor type) {
        return number(type.getOptions(), ENUM_FAILURES) != 0;
    }

    /** Name of the contract; empty when the service declares none. */
    static String contractName(ServiceDescriptor service) {
        return contract(service).getField(CONTRACT_NAME).getLengthDelimitedList().stream()
                .reduce((first, last) -> last)
                .map(text -> text.toStringUtf8())
                .orElse("");
    }

    static int contractVersion(ServiceDescriptor service) {
        return (int) last(contract(service).getField(CONTRACT_VERSION).getVarintList());
    }

    /** @throws IllegalArgumentException if the option is malformed: a contract's author writes it, and nobody checked it before */
    private static UnknownFieldSet contract(ServiceDescriptor service) {
        UnknownFieldSet merged = UnknownFieldSet.getDefaultInstance();
        for (var part : options(service.getOptions()).getField(SERVICE_CONTRACT).getLengthDelimitedList()) {
            try {
                merged = merged.toBuilder().mergeFrom(part).build();
            } catch (InvalidProtocolBufferException malformed) {
                throw new IllegalArgumentException(
                        "the contract option of " + service.getFullName() + " is malformed: " + malformed.getMessage());
            }
        }
        return merged;
    }

    private static long number(Message options, int field) {
        return last(options(options).getField(field).getVarintList());
    }

    private static long last(List<Long> values) {
        return values.isEmpty() ? 0 : values.getLast();
    }

    /** All fields of the options as if none were known: whether an extension is registered in this process must not matter. */
    private static UnknownFieldSet options(Message options) {
        try {
            return UnknownFieldSet.parseFrom(options.toByteString());
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("bytes of a message do not parse as fields", impossible);
        }
    }
}
