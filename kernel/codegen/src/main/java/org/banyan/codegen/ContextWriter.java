package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CONTRACT;
import static org.banyan.codegen.JavaTypes.TYPES;

import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.ProtoFile;

/** Writes the typed context of a call. */
final class ContextWriter {
    private ContextWriter() {}

    static JavaSource write(ProtoFile file, Contract contract) {
        JavaSource source = new JavaSource(file, contract.companion("Context"));
        String name = contract.companion("Context").simple();
        String raw = source.type(CONTRACT + "ContractContext");
        source.comment("What a method of contract " + contract.name()
                + " sees and does during one call. Confined to the call.");
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        source.open("public final class " + name + " {");
        source.line("private final " + raw + " context;").line("");
        source.open("public " + name + "(" + raw + " context) {")
                .line("this.context = context;")
                .close("}");
        source.line("").comment("Everything else that a call can do: nested calls, hashes, signatures, messages.");
        getter(source, raw, "context", "context");
        contract.state().ifPresent(state -> {
            String type = source.type(state.name());
            source.line("");
            getter(source, type, "state", "new " + type + "(context)");
        });
        String address = source.type(TYPES + "Address");
        source.line("").comment("The account or contract whose state this call changes.");
        getter(source, address, "self", "context.self()");
        source.line("").comment("Who calls: the sender, or the calling contract in a nested call.");
        getter(source, address, "caller", "context.caller()");
        source.line("").comment("Who authorized the transaction.");
        getter(source, address, "sender", "context.sender()");
        source.line("").comment("Height of the block being executed.");
        getter(source, source.type(TYPES + "Height"), "height", "context.height()");
        source.line("").comment("Time of the block being executed.");
        getter(source, source.type(TYPES + "Timestamp"), "time", "context.time()");
        for (Message event : contract.events()) {
            String type = source.type(event.name());
            source.line("");
            source.open("public void emit(" + type + " event) {");
            source.line("context.emit(\"" + event.name().simple() + "\", " + type + ".CODEC.encode(event));");
            source.close("}");
        }
        contract.failures().ifPresent(failures -> {
            String failure = source.type(CONTRACT + "ContractFailure");
            source.line("").comment("To throw: fails the call with one of the contract's own codes and rolls it back.");
            source.open("public " + failure + " fail(" + source.type(failures.name()) + " code, String message) {");
            source.line("return new " + failure + "(code, message);");
            source.close("}");
        });
        return source.close("}");
    }

    private static void getter(JavaSource source, String type, String name, String value) {
        source.open("public " + type + " " + name + "() {")
                .line("return " + value + ";")
                .close("}");
    }
}
