package org.banyan.sdk.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a field holds, in the words that people and the API use. */
public final class FieldKind {
    private FieldKind() {}

    /** Such as {@code address}, {@code amount}, {@code uint64}, or the name of a message or enum. */
    public static String of(FieldDescriptor field) {
        Meaning meaning = Meaning.of(field);
        if (meaning != Meaning.PLAIN) {
            return meaning.name().toLowerCase(Locale.ROOT);
        }
        return switch (field.getType()) {
            case MESSAGE, GROUP -> field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** Fields of a message on one line: {@code {to: address, amounts: [amount]}}. */
    public static String outline(Descriptor message) {
        return message.getFields().stream()
                .map(field -> field.getJsonName() + ": " + (field.isRepeated() ? "[" + of(field) + "]" : of(field)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** What a JSON value for the field looks like, for messages. */
    static String expected(FieldDescriptor field) {
        return switch (Meaning.of(field)) {
            case ADDRESS -> "an address in bech32m";
            case AMOUNT -> "an amount as a decimal text, such as \"5\"";
            case HASH -> "64 hexadecimal digits";
            case PLAIN -> plain(field);
        };
    }

    private static String plain(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> "a 32-bit number";
            case LONG -> "a 64-bit number, or its digits as a text";
            case BOOLEAN -> "true or false";
            case STRING -> "a text";
            case BYTE_STRING -> "base64";
            case ENUM ->
                "one of "
                        + field.getEnumType().getValues().stream()
                                .map(value -> value.getName())
                                .collect(Collectors.joining(", "));
            case MESSAGE -> "an object " + outline(field.getMessageType());
            case FLOAT, DOUBLE -> "a type that contracts use";
        };
    }
}
