package org.banyan.codegen;

import java.util.Optional;
import org.banyan.codegen.Model.Cardinality;
import org.banyan.codegen.Model.Field;
import org.banyan.codegen.Model.KeyType;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.TypeName;

/** The Java type of each kind of value. */
final class JavaTypes {
    static final String CONTRACT = "org.banyan.contract.";
    static final String GENERATED = "org.banyan.contract.generated.";
    static final String STATE = "org.banyan.contract.state.";
    static final String TYPES = "org.banyan.types.";
    static final String CODEC = "org.banyan.types.codec.";
    static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private JavaTypes() {}

    static String of(JavaSource source, Field field) {
        return switch (field.cardinality()) {
            case SINGLE -> of(source, field.kind(), field.type());
            case OPTIONAL -> source.type("java.util.Optional") + "<" + boxed(source, field.kind(), field.type()) + ">";
            case REPEATED -> source.type("java.util.List") + "<" + boxed(source, field.kind(), field.type()) + ">";
        };
    }

    static String of(JavaSource source, Kind kind, Optional<TypeName> type) {
        return switch (kind) {
            case UINT64 -> "long";
            case UINT32 -> "int";
            case BOOL -> "boolean";
            case STRING -> "String";
            case BYTES -> source.type(TYPES + "Bytes");
            case ADDRESS -> source.type(TYPES + "Address");
            case HASH -> source.type(TYPES + "Hash");
            case AMOUNT -> source.type(TYPES + "Amount");
            case ENUM, MESSAGE -> source.type(type.orElseThrow());
        };
    }

    static String boxed(JavaSource source, Kind kind, Optional<TypeName> type) {
        return switch (kind) {
            case UINT64 -> "Long";
            case UINT32 -> "Integer";
            case BOOL -> "Boolean";
            default -> of(source, kind, type);
        };
    }

    static String of(JavaSource source, KeyType type) {
        return switch (type) {
            case ADDRESS -> source.type(TYPES + "Address");
            case HASH -> source.type(TYPES + "Hash");
            case STRING -> "String";
            case UINT64 -> "long";
            case BYTES -> source.type(TYPES + "Bytes");
        };
    }

    static boolean repeated(Field field) {
        return field.cardinality() == Cardinality.REPEATED;
    }
}
