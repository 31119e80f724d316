package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CONTRACT;

import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.Method;
import org.banyan.codegen.Model.ProtoFile;

/** Writes the interface that the author implements. */
final class ServiceWriter {
    private ServiceWriter() {}

    static JavaSource write(ProtoFile file, Contract contract) {
        JavaSource source = new JavaSource(file, contract.service());
        source.comment(contract.comment().isEmpty() ? "Contract " + contract.name() + "." : contract.comment());
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        source.open("public interface " + contract.service().simple() + " {");
        String context = source.type(contract.companion("Context"));
        for (Method method : contract.methods()) {
            source.comment(method.comment());
            source.line(source.type(method.reply()) + " " + method.name() + "(" + context + " context, "
                    + source.type(method.request()) + " request);");
            source.line("");
        }
        source.comment(
                "Whether the signers may act for an account that runs this contract; no account unless overridden.");
        source.open("default boolean authorize(" + source.type(CONTRACT + "AuthorizationContext") + " context) {");
        source.line("return false;");
        source.close("}");
        return source.close("}");
    }
}
