package org.banyan.codegen;

import static org.banyan.codegen.JavaTypes.CONTRACT;
import static org.banyan.codegen.JavaTypes.GENERATED;
import static org.banyan.codegen.JavaTypes.TYPES;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.banyan.codegen.Model.Access;
import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.KeyExpression;
import org.banyan.codegen.Model.Method;
import org.banyan.codegen.Model.ProtoFile;
import org.banyan.codegen.Model.Template;

/** Writes the dispatcher: description, calls, declared access. */
final class ContractWriter {
    private static final int BASE64_WIDTH = 100;

    private final JavaSource source;
    private final Contract contract;
    private final String dispatch;

    private ContractWriter(ProtoFile file, Contract contract) {
        this.source = new JavaSource(file, contract.companion("Contract"));
        this.contract = contract;
        this.dispatch = source.type(GENERATED + "Dispatch");
    }

    static JavaSource write(ProtoFile file, Contract contract) {
        return new ContractWriter(file, contract).write();
    }

    private JavaSource write() {
        String name = contract.companion("Contract").simple();
        String service = source.type(contract.service());
        source.comment("Contract " + contract.name()
                + " as the kernel runs it: hands calls to an implementation of {@link " + service + "}.");
        source.line("@" + source.type(JavaTypes.NULL_MARKED));
        source.open("public final class " + name + " implements " + source.type(CONTRACT + "Contract") + " {");
        description();
        source.line("").line("private final " + service + " implementation;").line("");
        source.open("public " + name + "(" + service + " implementation) {");
        source.line("this.implementation = implementation;").close("}").line("");
        source.line("@Override");
        source.open("public " + source.type(CONTRACT + "ContractInterface") + " describe() {");
        source.line("return INTERFACE;").close("}").line("");
        call();
        check();
        access();
        source.line("@Override");
        source.open("public boolean authorize(" + source.type(CONTRACT + "AuthorizationContext") + " context) {");
        source.line("return implementation.authorize(context);").close("}").line("");
        descriptor();
        return source.close("}");
    }

    private void description() {
        String type = source.type(CONTRACT + "ContractInterface");
        source.line("private static final " + type + " INTERFACE = new " + type + "(");
        source.line("        \"" + contract.name() + "\",");
        source.line("        " + contract.version() + ",");
        source.line("        \"" + contract.protoName() + "\",");
        source.line("        " + source.type("java.util.List") + ".of(");
        List<Method> methods = contract.methods();
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            source.line("                new " + type + ".Method(\"" + method.protoName() + "\", " + method.view()
                    + ", " + method.access().isPresent() + ", " + method.serialLane() + ")"
                    + (i + 1 < methods.size() ? "," : "),"));
        }
        source.line("        descriptor());");
    }

    private void call() {
        String bytes = source.type(TYPES + "Bytes");
        source.line("@Override");
        source.open("public " + bytes + " call(String method, " + bytes + " arguments, "
                + source.type(CONTRACT + "ContractContext") + " context) {");
        source.open("return switch (method) {");
        for (Method method : contract.methods()) {
            String raw =
                    method.view() ? "new " + source.type(GENERATED + "ViewContext") + "(context, method)" : "context";
            source.line("case \"" + method.protoName() + "\" -> " + source.type(method.reply())
                    + ".CODEC.encode(implementation." + method.name() + "(");
            source.line("        new " + source.type(contract.companion("Context")) + "(" + raw + "),");
            source.line("        " + dispatch + ".decode(method, " + source.type(method.request())
                    + ".CODEC, arguments)));");
        }
        source.line("default -> throw " + dispatch + ".unknownMethod(\"" + contract.name() + "\", method);");
        source.close("};");
        source.close("}").line("");
    }

    private void check() {
        source.line("@Override");
        source.open("public void check(String method, " + source.type(TYPES + "Bytes") + " arguments) {");
        source.open("switch (method) {");
        for (Method method : contract.methods()) {
            source.line("case \"" + method.protoName() + "\" -> " + dispatch + ".decode(method, "
                    + source.type(method.request()) + ".CODEC, arguments);");
        }
        source.line("default -> throw " + dispatch + ".unknownMethod(\"" + contract.name() + "\", method);");
        source.close("}");
        source.close("}").line("");
    }

    private void access() {
        String bytes = source.type(TYPES + "Bytes");
        String set = source.type(CONTRACT + "AccessSet");
        source.line("@Override");
        source.open("public " + set + " access(String method, " + bytes + " arguments, "
                + source.type(CONTRACT + "CallSite") + " site) {");
        List<Method> declaring = contract.methods().stream()
                .filter(method -> method.access().isPresent())
                .toList();
        if (declaring.isEmpty()) {
            source.line("return " + set + ".UNKNOWN;");
        } else {
            source.open("return switch (method) {");
            declaring.forEach(method -> access(method, method.access().orElseThrow()));
            source.line("default -> " + set + ".UNKNOWN;");
            source.close("};");
        }
        source.close("}").line("");
    }

    private void access(Method method, Access access) {
        String precision = source.type(CONTRACT + "AccessSet.Precision") + (access.superset() ? ".SUPERSET" : ".EXACT");
        String call = "case \"" + method.protoName() + "\" -> " + dispatch + ".access(" + precision + ", "
                + source.type(method.request()) + ".CODEC, arguments, site, (request, keys) -> {";
        if (access.templates().isEmpty()) {
            source.line(call + "});");
            return;
        }
        source.open(call);
        access.templates().forEach(template -> source.line("keys." + key(template) + ";"));
        source.close("});");
    }

    private String key(Template template) {
        String keys = template.keys().stream().map(KeyExpression::java).collect(Collectors.joining(", "));
        String state = source.type(contract.state().orElseThrow().name());
        String mode = source.type(CONTRACT + "AccessSet.Mode") + "." + template.mode();
        return (template.prefix() ? "below(" : "key(") + mode + ", " + state + "."
                + template.field().name() + (template.prefix() ? "Prefix(" : "Key(") + keys + "))";
    }

    private void descriptor() {
        source.comment("The serialized google.protobuf.FileDescriptorSet of the contract's file and what it imports.");
        source.open("private static " + source.type(TYPES + "Bytes") + " descriptor() {");
        source.line("return " + dispatch + ".base64(");
        String text = Base64.getEncoder().encodeToString(contract.descriptor());
        for (int start = 0; start < text.length(); start += BASE64_WIDTH) {
            int end = Math.min(text.length(), start + BASE64_WIDTH);
            source.line("        \"" + text.substring(start, end) + "\"" + (end < text.length() ? "," : ");"));
        }
        source.close("}");
    }
}
