package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CONTRACT;
import static org.banyan.codegen.JavaTypes.STATE;
import static org.banyan.codegen.JavaTypes.TYPES;

import java.util.List;
import java.util.stream.Collectors;
import org.banyan.codegen.Model.ProtoFile;
import org.banyan.codegen.Model.State;
import org.banyan.codegen.Model.StateField;
import org.banyan.codegen.Model.StateKeyPart;

/** Writes the typed state: cells, their keys, and the entries of maps. */
final class StateWriter {
    private final JavaSource source;
    private final State state;

    private StateWriter(ProtoFile file, State state) {
        this.source = new JavaSource(file, state.name());
        this.state = state;
    }

    static JavaSource write(ProtoFile file, State state) {
        return new StateWriter(file, state).write();
    }

    private JavaSource write() {
        String name = state.name().simple();
        String access = source.type(CONTRACT + "StateAccess");
        source.comment(List.of(
                state.comment().isEmpty() ? "The contract's state." : state.comment(),
                "\n<p>Handles only: every read and write goes to the state at once. Confined to the call."));
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        source.open("public final class " + name + " {");
        source.line("private final " + access + " state;").line("");
        source.open("public " + name + "(" + access + " state) {")
                .line("this.state = state;")
                .close("}")
                .line("");
        source.comment("For accounts that authorize: this state can be read key by key and not changed.");
        source.open("public static " + name + " readOnly(" + source.type(CONTRACT + "StateReader") + " reader) {");
        source.line("return new " + name + "(" + access + ".readOnly(reader));").close("}");
        for (StateField field : state.fields()) {
            cell(field);
            key(field);
            if (!field.keys().isEmpty()) {
                for (int given = 0; given < field.keys().size(); given++) {
                    prefix(field, given);
                }
                for (int given = 0; given < field.keys().size(); given++) {
                    entries(field, given);
                }
                entry(field);
            }
        }
        return source.close("}");
    }

    private void cell(StateField field) {
        String key = field.name() + "Key(" + names(field.keys()) + ")";
        String simple = switch (field.kind()) {
            case AMOUNT -> "AmountCell";
            case UINT64, UINT32 -> "NumberCell";
            case BOOL -> "FlagCell";
            default -> "Cell";
        };
        String cell = source.type(STATE + simple);
        boolean generic = simple.equals("Cell");
        String type = generic ? cell + "<" + valueType(field) + ">" : cell;
        source.line("").comment(field.comment());
        source.open("public " + type + " " + field.name() + "(" + parameters(field.keys()) + ") {");
        source.line("return new " + cell + (generic ? "<>" : "") + "(state, " + key
                + (generic ? ", " + form(field) : "") + ");");
        source.close("}");
    }

    private void key(StateField field) {
        source.line("").comment("Where " + field.protoName() + " is stored.");
        source.open("public static " + source.type(TYPES + "Bytes") + " " + field.name() + "Key("
                + parameters(field.keys()) + ") {");
        source.line("return " + builder(field, field.keys()) + ";");
        source.close("}");
    }

    private void prefix(StateField field, int given) {
        List<StateKeyPart> keys = field.keys().subList(0, given);
        source.line("")
                .comment("The beginning of all keys of " + field.protoName()
                        + (given == 0 ? "." : " below the given ones."));
        source.open("public static " + source.type(TYPES + "Bytes") + " " + field.name() + "Prefix(" + parameters(keys)
                + ") {");
        source.line("return " + builder(field, keys) + ";");
        source.close("}");
    }

    private String builder(StateField field, List<StateKeyPart> keys) {
        return source.type(STATE + "StateKey") + ".field(" + field.number() + ")"
                + keys.stream()
                        .map(key -> "." + key.type().word() + "(" + key.name() + ")")
                        .collect(Collectors.joining())
                + ".toBytes()";
    }

    private void entries(StateField field, int given) {
        List<StateKeyPart> keys = field.keys().subList(0, given);
        String entry = JavaNames.upperFirst(field.name()) + "Entry";
        source.line("").comment("Entries of " + field.protoName() + " in key order, at most {@code limit}.");
        source.open("public " + source.type("java.util.List") + "<" + entry + "> " + field.name() + "Entries("
                + (keys.isEmpty() ? "" : parameters(keys) + ", ") + "int limit) {");
        source.line("return state.scan(" + field.name() + "Prefix(" + names(keys) + "), limit).stream()");
        source.line("        .map(" + entry + "::of)");
        source.line("        .toList();");
        source.close("}");
    }

    private void entry(StateField field) {
        String entry = JavaNames.upperFirst(field.name()) + "Entry";
        String components = parameters(field.keys()) + ", " + plainType(field) + " value";
        source.line("").comment("An entry of " + field.protoName() + ".");
        source.open("public record " + entry + "(" + components + ") {");
        source.open("private static " + entry + " of(" + source.type(CONTRACT + "ContractContext")
                + ".StateEntry stored) {");
        String reader = source.type(STATE + "StateKeyReader");
        source.line(reader + " key = new " + reader + "(stored.key(), " + field.number() + ");");
        source.line(entry + " entry = new " + entry + "("
                + field.keys().stream()
                        .map(key -> "key." + key.type().word() + "()")
                        .collect(Collectors.joining(", "))
                + ", " + form(field) + ".fromBytes(stored.value()));");
        source.line("key.end();");
        source.line("return entry;");
        source.close("}");
        source.close("}");
    }

    private String form(StateField field) {
        String stored = source.type(STATE + "StoredValue");
        return switch (field.kind()) {
            case MESSAGE -> stored + ".message(" + valueType(field) + ".CODEC)";
            case ENUM ->
                stored + ".enumeration(" + valueType(field) + "::number, " + valueType(field) + "::fromNumber)";
            case UINT64, UINT32 -> stored + ".NUMBER";
            case BOOL -> stored + ".FLAG";
            default -> stored + "." + field.kind().name();
        };
    }

    private String valueType(StateField field) {
        return JavaTypes.boxed(source, field.kind(), field.type());
    }

    private String plainType(StateField field) {
        return JavaTypes.of(source, field.kind(), field.type());
    }

    private String parameters(List<StateKeyPart> keys) {
        return keys.stream()
                .map(key -> JavaTypes.of(source, key.type()) + " " + key.name())
                .collect(Collectors.joining(", "));
    }

    private static String names(List<StateKeyPart> keys) {
        return keys.stream().map(StateKeyPart::name).collect(Collectors.joining(", "));
    }
}
