package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CONTRACT;
import static org.banyan.codegen.JavaTypes.TYPES;

import java.util.List;
import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.Method;
import org.banyan.codegen.Model.ProtoFile;

/** Writes the typed client: for nested calls, tests and off-chain clients alike. */
final class ClientWriter {
    private ClientWriter() {}

    static JavaSource write(ProtoFile file, Contract contract) {
        JavaSource source = new JavaSource(file, contract.companion("Client"));
        String name = contract.companion("Client").simple();
        String caller = source.type(CONTRACT + "ContractCaller");
        source.comment(List.of(
                "Calls contract " + contract.name() + ".",
                "\n<p>The constants make calls for transactions and read replies from receipts; the methods call through a {@link "
                        + caller + "}."));
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        source.open("public final class " + name + " {");
        for (Method method : contract.methods()) {
            String request = source.type(method.request());
            String reply = source.type(method.reply());
            String type = source.type(CONTRACT + "ContractMethod");
            source.line("public static final " + type + "<" + request + ", " + reply + "> "
                    + JavaNames.constant(method.protoName()) + " =");
            source.line("        new " + type + "<>(\"" + method.protoName() + "\", " + request + ".CODEC, " + reply
                    + ".CODEC);");
        }
        source.line("").line("private final " + caller + " caller;").line("");
        source.open("public " + name + "(" + caller + " caller) {")
                .line("this.caller = caller;")
                .close("}")
                .line("");
        source.comment(
                "For nested calls: calls the contract at {@code address}; its failure fails the calling contract too.");
        source.open("public static " + name + " of(" + source.type(CONTRACT + "ContractContext") + " context, "
                + source.type(TYPES + "Address") + " address) {");
        source.line("return new " + name + "((method, arguments) -> context.call(address, method, arguments));");
        source.close("}");
        for (Method method : contract.methods()) {
            source.line("").comment(method.comment());
            source.open("public " + source.type(method.reply()) + " " + method.name() + "("
                    + source.type(method.request()) + " request) {");
            source.line("return " + JavaNames.constant(method.protoName()) + ".invoke(caller, request);");
            source.close("}");
        }
        return source.close("}");
    }
}
