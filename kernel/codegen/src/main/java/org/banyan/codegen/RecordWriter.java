package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CODEC;
import static org.banyan.codegen.JavaTypes.GENERATED;
import static org.banyan.codegen.JavaTypes.TYPES;

import java.util.ArrayList;
import java.util.List;
import org.banyan.codegen.Model.Cardinality;
import org.banyan.codegen.Model.Field;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.Oneof;
import org.banyan.codegen.Model.ProtoFile;

/** Writes the record of a message with its canonical codec. */
final class RecordWriter {
    private static final int LINE_WIDTH = 120;

    private final JavaSource source;
    private final Message message;

    private RecordWriter(ProtoFile file, Message message) {
        this.source = new JavaSource(file, message.name());
        this.message = message;
    }

    static JavaSource write(ProtoFile file, Message message) {
        return new RecordWriter(file, message).write();
    }

    private JavaSource write() {
        String name = message.name().simple();
        List<String> components = message.fields().stream()
                .map(field -> JavaTypes.of(source, field) + " " + field.name())
                .toList();
        comment();
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        header("public record " + name + "(", components);
        codec(name);
        constructor(name);
        return source.close("}");
    }

    private void header(String start, List<String> components) {
        String line = start + String.join(", ", components) + ") {";
        if (line.length() <= LINE_WIDTH) {
            source.open(line);
            return;
        }
        source.line(start);
        for (int i = 0; i < components.size() - 1; i++) {
            source.line("        " + components.get(i) + ",");
        }
        source.open("        " + components.get(components.size() - 1) + ") {");
    }

    private void comment() {
        List<String> lines = new ArrayList<>();
        lines.add(message.comment().isEmpty() ? "Message " + message.protoName() + "." : message.comment());
        List<String> parameters = message.fields().stream()
                .filter(field -> !field.comment().isEmpty())
                .map(field -> "@param " + field.name() + " " + field.comment().replace("\n", "\n    "))
                .toList();
        if (!parameters.isEmpty()) {
            lines.add("\n" + String.join("\n", parameters));
        }
        source.comment(lines);
    }

    private void codec(String name) {
        String codec = source.type(CODEC + "Codec");
        source.open("public static final " + codec + "<" + name + "> CODEC = new " + codec + "<>() {");
        source.line("@Override");
        source.open("public void write(" + name + " value, " + source.type(CODEC + "CanonicalWriter") + " out) {");
        message.fields().forEach(field -> source.line(writing(field) + ";"));
        source.close("}").line("");
        source.line("@Override");
        source.open("public " + name + " read(" + source.type(CODEC + "CanonicalReader") + " in) {");
        if (message.oneofs().isEmpty()) {
            construct(name);
        } else {
            constructChecked(name);
        }
        source.close("}");
        source.close("};");
    }

    private void construct(String name) {
        List<String> readings = message.fields().stream().map(this::reading).toList();
        if (readings.size() < 2) {
            source.line("return new " + name + "(" + String.join("", readings) + ");");
            return;
        }
        source.line("return new " + name + "(");
        for (int i = 0; i < readings.size(); i++) {
            source.line("        " + readings.get(i) + (i + 1 < readings.size() ? "," : ");"));
        }
    }

    private void constructChecked(String name) {
        source.open("try {");
        construct(name);
        source.close("} catch (IllegalArgumentException several) {");
        source.line("    throw in.refused(several.getMessage());");
        source.line("}");
    }

    private String writing(Field field) {
        String value = "value." + field.name() + "()";
        int number = field.number();
        return switch (field.cardinality()) {
            case SINGLE ->
                switch (field.kind()) {
                    case ADDRESS -> "out.hash(" + number + ", " + value + ".hash())";
                    case ENUM -> "out.uint32(" + number + ", " + value + ".number())";
                    case MESSAGE -> "out.message(" + number + ", " + value + ", " + typeOf(field) + ".CODEC)";
                    default -> "out." + word(field) + "(" + number + ", " + value + ")";
                };
            case OPTIONAL ->
                switch (field.kind()) {
                    case ADDRESS -> "out.optionalHash(" + number + ", " + value + ".map(" + typeOf(field) + "::hash))";
                    case HASH -> "out.optionalHash(" + number + ", " + value + ")";
                    default -> "out.optionalMessage(" + number + ", " + value + ", " + typeOf(field) + ".CODEC)";
                };
            case REPEATED ->
                switch (field.kind()) {
                    case UINT64 -> "out.packedUint64(" + number + ", " + value + ")";
                    case UINT32 -> packed(number, value, "Integer::toUnsignedLong");
                    case BOOL -> packed(number, value, "flag -> flag ? 1 : 0");
                    case ENUM -> packed(number, value, typeOf(field) + "::number");
                    case STRING -> "out.repeatedStrings(" + number + ", " + value + ")";
                    case BYTES -> "out.repeatedBytes(" + number + ", " + value + ")";
                    case ADDRESS, HASH -> encoded(number, value, typeOf(field) + "::bytes");
                    case AMOUNT -> encoded(number, value, typeOf(field) + "::toBytes");
                    case MESSAGE -> "out.repeated(" + number + ", " + value + ", " + typeOf(field) + ".CODEC)";
                };
        };
    }

    private String packed(int number, String value, String toNumber) {
        return "out.packedUint64(" + number + ", " + fields() + ".packed(" + value + ", " + toNumber + "))";
    }

    private String encoded(int number, String value, String toBytes) {
        return "out.repeatedBytes(" + number + ", " + fields() + ".encoded(" + value + ", " + toBytes + "))";
    }

    private String reading(Field field) {
        int number = field.number();
        return switch (field.cardinality()) {
            case SINGLE ->
                switch (field.kind()) {
                    case ADDRESS -> "new " + typeOf(field) + "(in.hash(" + number + "))";
                    case ENUM -> fields() + ".known(in, " + number + ", " + typeOf(field) + "::fromNumber)";
                    case MESSAGE -> "in.message(" + number + ", " + typeOf(field) + ".CODEC)";
                    case STRING, BYTES ->
                        "in." + word(field) + "(" + number
                                + field.max().map(max -> ", " + max).orElse("") + ")";
                    default -> "in." + word(field) + "(" + number + ")";
                };
            case OPTIONAL ->
                switch (field.kind()) {
                    case ADDRESS -> "in.optionalHash(" + number + ").map(" + typeOf(field) + "::new)";
                    case HASH -> "in.optionalHash(" + number + ")";
                    default -> "in.optionalMessage(" + number + ", " + typeOf(field) + ".CODEC)";
                };
            case REPEATED ->
                switch (field.kind()) {
                    case UINT64 -> "in.packedUint64(" + number + ", " + countMax(field) + ")";
                    case UINT32 -> unpacked(field, fields() + "::uint32");
                    case BOOL -> unpacked(field, fields() + "::bool");
                    case ENUM ->
                        unpacked(field, "each -> " + typeOf(field) + ".fromNumber(" + fields() + ".uint32(each))");
                    case STRING -> "in.repeatedStrings(" + number + ", " + countMax(field) + ")";
                    case BYTES -> "in.repeatedBytes(" + number + ", " + countMax(field) + ")";
                    case ADDRESS ->
                        decoded(
                                field,
                                "each -> new " + typeOf(field) + "(" + source.type(TYPES + "Hash") + ".of(each))");
                    case HASH -> decoded(field, typeOf(field) + "::of");
                    case AMOUNT -> decoded(field, typeOf(field) + "::fromBytes");
                    case MESSAGE -> "in.repeated(" + number + ", " + typeOf(field) + ".CODEC, " + countMax(field) + ")";
                };
        };
    }

    private String unpacked(Field field, String fromNumber) {
        return fields() + ".unpacked(in, " + field.number() + ", " + countMax(field) + ", " + fromNumber + ")";
    }

    private String decoded(Field field, String fromBytes) {
        return fields() + ".decoded(in, " + field.number() + ", " + countMax(field) + ", " + fromBytes + ")";
    }

    private String countMax(Field field) {
        return field.max().map(String::valueOf).orElseGet(() -> fields() + ".ELEMENTS_MAX");
    }

    private static String word(Field field) {
        return field.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private String typeOf(Field field) {
        return JavaTypes.of(source, field.kind(), field.type());
    }

    private String fields() {
        return source.type(GENERATED + "Fields");
    }

    private void constructor(String name) {
        List<String> checks = new ArrayList<>();
        for (Field field : message.fields()) {
            if (field.cardinality() == Cardinality.REPEATED) {
                checks.add(field.name() + " = " + source.type("java.util.List") + ".copyOf(" + field.name() + ");");
                checks.add(refuseLonger(field, countMax(field)));
            } else if (field.max().isPresent() && (field.kind() == Kind.STRING || field.kind() == Kind.BYTES)) {
                checks.add(refuseLonger(field, String.valueOf(field.max().get())));
            }
        }
        for (Oneof oneof : message.oneofs()) {
            checks.add(
                    fields() + ".refuseSeveral(\"" + oneof.name() + "\", " + String.join(", ", oneof.members()) + ");");
        }
        if (!checks.isEmpty()) {
            source.line("");
            source.open("public " + name + " {");
            checks.forEach(source::line);
            source.close("}");
        }
    }

    private String refuseLonger(Field field, String max) {
        return fields() + ".refuseLonger(\"" + field.protoName() + "\", " + field.name() + ", " + max + ");";
    }
}
