package org.banyan.codegen;

import java.util.List;
import org.banyan.codegen.Model.EnumType;
import org.banyan.codegen.Model.EnumValue;
import org.banyan.codegen.Model.ProtoFile;

/** Writes an enum: a value with its number, or the failures of a contract. */
final class EnumWriter {
    private EnumWriter() {}

    static JavaSource write(ProtoFile file, EnumType type) {
        JavaSource source = new JavaSource(file, type.name());
        String name = type.name().simple();
        source.comment(type.comment().isEmpty() ? "Enum " + type.protoName() + "." : type.comment());
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        String implemented = type.failures() ? " implements " + source.type(JavaTypes.CONTRACT + "FailureCode") : "";
        source.open("public enum " + name + implemented + " {");
        List<EnumValue> values = type.values();
        for (int i = 0; i < values.size(); i++) {
            EnumValue value = values.get(i);
            source.comment(value.comment());
            source.line(value.name() + "(" + value.number() + ")" + (i + 1 < values.size() ? "," : ";"));
        }
        source.line("").line("private final int number;").line("");
        source.open(name + "(int number) {")
                .line("this.number = number;")
                .close("}")
                .line("");
        source.comment("The number in the encoding.");
        if (type.failures()) {
            source.line("@Override");
        }
        source.open("public int number() {").line("return number;").close("}").line("");
        source.comment("@throws IllegalArgumentException if no value has this number");
        source.open("public static " + name + " fromNumber(int number) {");
        source.open("return switch (number) {");
        values.forEach(value -> source.line("case " + value.number() + " -> " + value.name() + ";"));
        source.line("default -> throw new IllegalArgumentException(\"" + name + " has no value \" + number);");
        source.close("};");
        source.close("}");
        return source.close("}");
    }
}
