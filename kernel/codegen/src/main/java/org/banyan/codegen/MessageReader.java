package org.banyan.codegen;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.codegen.Model.Cardinality;
import org.banyan.codegen.Model.EnumType;
import org.banyan.codegen.Model.EnumValue;
import org.banyan.codegen.Model.Field;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.Oneof;
import org.banyan.codegen.Model.TypeName;
import org.banyan.v1.contract.Options;
import org.banyan.v1.contract.ValueType;

/** Reads messages and enums, and refuses what has no canonical encoding. */
final class MessageReader {
    private static final int FAILURE_MAX = 99_999;

    private final FileDescriptor file;
    private final Comments comments;
    private final Problems problems;

    MessageReader(FileDescriptor file, Comments comments, Problems problems) {
        this.file = file;
        this.comments = comments;
        this.problems = problems;
    }

    Message message(Descriptor message) {
        refuseNested(message);
        List<Field> fields = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (FieldDescriptor field : message.getFields()) {
            refuseUnlessSupported(field).ifPresent(kind -> fields.add(field(field, kind)));
            if (!names.add(JavaNames.member(field.getName()))) {
                problem(field, "has the same Java name as another field; rename one");
            }
            if (!field.getOptions().getExtension(Options.keys).isEmpty()) {
                problem(field, "keys belong to fields of the state message; remove them");
            }
        }
        fields.sort(Comparator.comparingInt(Field::number));
        return new Message(
                name(message), message.getFullName(), comments.at(4, message.getIndex()), fields, oneofs(message));
    }

    EnumType enumeration(EnumDescriptor type) {
        boolean failures = type.getOptions().getExtension(Options.failures);
        List<EnumValue> values = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        Set<Integer> numbers = new TreeSet<>();
        for (EnumValueDescriptor value : type.getValues()) {
            String name = JavaNames.enumValue(type.getName(), value.getName());
            if (!names.add(name) || !numbers.add(value.getNumber())) {
                problem(
                        value,
                        "has the name or number of another value; the canonical encoding has no aliases, so rename or renumber it");
            }
            if (value.getNumber() < 0) {
                problem(value, "is negative; use numbers from 0 on");
            }
            if (failures && value.getNumber() > FAILURE_MAX) {
                problem(
                        value,
                        "numbers above " + FAILURE_MAX
                                + " belong to failures that every contract has; use a smaller one");
            }
            if (!failures || value.getNumber() != 0) {
                values.add(
                        new EnumValue(name, value.getNumber(), comments.at(5, type.getIndex(), 2, value.getIndex())));
            }
        }
        if (failures && values.isEmpty()) {
            problem(type, "has no failure beside 0; add one or remove the enum");
        }
        return new EnumType(name(type), type.getFullName(), comments.at(5, type.getIndex()), values, failures);
    }

    private Field field(FieldDescriptor field, Kind kind) {
        Cardinality cardinality = field.isRepeated()
                ? Cardinality.REPEATED
                : field.getContainingOneof() != null ? Cardinality.OPTIONAL : Cardinality.SINGLE;
        int max = field.getOptions().getExtension(Options.max);
        boolean limited = cardinality == Cardinality.REPEATED || kind == Kind.STRING || kind == Kind.BYTES;
        if (max != 0 && !limited) {
            problem(field, "max limits strings, bytes and repeated fields only; remove it");
        }
        if (max < 0) {
            problem(field, "max must be below 2^31");
        }
        return new Field(
                field.getNumber(),
                field.getName(),
                JavaNames.member(field.getName()),
                comments.at(4, field.getContainingType().getIndex(), 2, field.getIndex()),
                kind,
                typeOf(field),
                cardinality,
                max == 0 ? Optional.empty() : Optional.of(max));
    }

    static Optional<TypeName> typeOf(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> Optional.of(name(field.getMessageType()));
            case ENUM -> Optional.of(name(field.getEnumType()));
            default -> Optional.empty();
        };
    }

    /** The kind of a field, or nothing and a problem. */
    Optional<Kind> refuseUnlessSupported(FieldDescriptor field) {
        ValueType meaning = field.getOptions().getExtension(Options.type);
        if (meaning != ValueType.VALUE_TYPE_UNSPECIFIED && field.getType() != FieldDescriptor.Type.BYTES) {
            problem(field, "the option type gives a meaning to bytes; declare the field as bytes");
        }
        Optional<Kind> kind = kind(field, meaning);
        if (field.isMapField()) {
            problem(field, "maps have no canonical order; use a repeated message, or keys in the state");
            return Optional.empty();
        }
        OneofDescriptor oneof = field.getContainingOneof();
        boolean optional = field.toProto().getProto3Optional();
        if (kind.isPresent() && optional && !kind.get().hasPresence()) {
            problem(
                    field,
                    "only messages, addresses and hashes can be optional: a written default would be a second encoding; remove optional");
        } else if (kind.isPresent() && oneof != null && !optional && kind.get() != Kind.MESSAGE) {
            problem(
                    field,
                    "a oneof holds messages only: a written default would be a second encoding; wrap the value in a message");
        }
        return kind;
    }

    private Optional<Kind> kind(FieldDescriptor field, ValueType meaning) {
        return switch (field.getType()) {
            case UINT64 -> Optional.of(Kind.UINT64);
            case UINT32 -> Optional.of(Kind.UINT32);
            case BOOL -> Optional.of(Kind.BOOL);
            case STRING -> Optional.of(Kind.STRING);
            case BYTES ->
                switch (meaning) {
                    case VALUE_TYPE_ADDRESS -> Optional.of(Kind.ADDRESS);
                    case VALUE_TYPE_HASH -> Optional.of(Kind.HASH);
                    case VALUE_TYPE_AMOUNT -> Optional.of(Kind.AMOUNT);
                    default -> Optional.of(Kind.BYTES);
                };
            case ENUM ->
                known(
                        field,
                        field.getEnumType().getOptions().getExtension(Options.failures),
                        field.getEnumType().getFile(),
                        Kind.ENUM);
            case MESSAGE ->
                known(
                        field,
                        field.getMessageType().getOptions().getExtension(Options.state),
                        field.getMessageType().getFile(),
                        Kind.MESSAGE);
            case FLOAT, DOUBLE ->
                refused(
                        field,
                        "floating point is not deterministic; use uint64 with a fixed unit, or bytes of type VALUE_TYPE_AMOUNT");
            case GROUP -> refused(field, "groups have no canonical encoding; use a message");
            default ->
                refused(
                        field,
                        "type " + field.getType().name().toLowerCase(java.util.Locale.ROOT)
                                + " is not part of the canonical encoding; use uint32, uint64 or bytes");
        };
    }

    private Optional<Kind> known(FieldDescriptor field, boolean special, FileDescriptor declaredIn, Kind kind) {
        if (field.isMapField()) {
            return Optional.of(kind);
        }
        if (declaredIn.getPackage().startsWith("google.protobuf")) {
            return refused(field, "types of google.protobuf are not supported; declare a message of your own");
        }
        if (special) {
            return refused(field, "the state message and the failures enum are no values; use another type");
        }
        if (declaredIn.getOptions().getJavaPackage().isEmpty()) {
            return refused(
                    field,
                    "its type comes from " + declaredIn.getFullName() + ", which has no java_package; add one there");
        }
        return Optional.of(kind);
    }

    private Optional<Kind> refused(FieldDescriptor field, String whatAndWhatToDo) {
        problem(field, whatAndWhatToDo);
        return Optional.empty();
    }

    private void refuseNested(Descriptor message) {
        for (Descriptor nested : message.getNestedTypes()) {
            if (!nested.getOptions().getMapEntry()) {
                problem(nested, "nested messages are not supported; move it to the top level of the file");
            }
        }
        message.getEnumTypes()
                .forEach(nested ->
                        problem(nested, "nested enums are not supported; move it to the top level of the file"));
    }

    private static List<Oneof> oneofs(Descriptor message) {
        return message.getRealOneofs().stream()
                .map(oneof -> new Oneof(
                        oneof.getName(),
                        oneof.getFields().stream()
                                .map(field -> JavaNames.member(field.getName()))
                                .toList()))
                .toList();
    }

    /** The Java type of a message or enum: types are top-level, in their file's java_package. */
    static TypeName name(GenericDescriptor type) {
        return new TypeName(type.getFile().getOptions().getJavaPackage(), type.getName());
    }

    private void problem(GenericDescriptor where, String whatAndWhatToDo) {
        problems.add(file.getFullName(), where.getFullName(), whatAndWhatToDo);
    }
}
