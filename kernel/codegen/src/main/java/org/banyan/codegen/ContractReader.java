package org.banyan.codegen;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.banyan.codegen.Model.Access;
import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.EnumType;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.Method;
import org.banyan.codegen.Model.Mode;
import org.banyan.codegen.Model.State;
import org.banyan.codegen.Model.Template;
import org.banyan.codegen.Model.TypeName;
import org.banyan.v1.contract.AccessOptions;
import org.banyan.v1.contract.ContractOptions;
import org.banyan.v1.contract.Options;

/** Reads the service: name, version, methods and what they touch. */
final class ContractReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    /** Methods that every generated service has beside those of the .proto. */
    private static final Set<String> TAKEN = new TreeSet<>(List.of("authorize", "of"));

    private final FileDescriptor file;
    private final Comments comments;
    private final Problems problems;

    ContractReader(FileDescriptor file, Comments comments, Problems problems) {
        this.file = file;
        this.comments = comments;
        this.problems = problems;
    }

    Contract contract(
            Optional<Descriptor> stateMessage, List<Message> events, Optional<EnumType> failures, byte[] descriptor) {
        ServiceDescriptor service = file.getServices().get(0);
        ContractOptions options = service.getOptions().getExtension(Options.contract);
        if (!NAME.matcher(options.getName()).matches()) {
            problem(
                    service,
                    "a contract needs a name of 1 to 32 lower case letters, digits and dashes;"
                            + " add: option (banyan.contract.v1.contract) = { name: \"counter\" version: 1 };");
        } else if (options.getVersion() < 1) {
            problem(
                    service,
                    "a contract's version is positive; add it: { name: \"" + options.getName() + "\" version: 1 }");
        }
        Optional<State> state =
                stateMessage.map(message -> new StateMessageReader(file, comments, problems).state(message));
        List<Method> methods = new ArrayList<>();
        Set<String> names = new TreeSet<>(TAKEN);
        for (MethodDescriptor method : service.getMethods()) {
            if (!names.add(JavaNames.member(method.getName()))) {
                problem(method, "its Java name is taken by another method or by the generator; rename it");
            }
            methods.add(method(method, state));
        }
        return new Contract(
                MessageReader.name(service),
                service.getFullName(),
                comments.at(6, 0),
                options.getName(),
                options.getVersion(),
                methods,
                state,
                events,
                failures,
                descriptor);
    }

    private Method method(MethodDescriptor method, Optional<State> state) {
        if (method.isClientStreaming() || method.isServerStreaming()) {
            problem(method, "a call has one request and one reply; remove stream");
        }
        boolean view = method.getOptions().getExtension(Options.view);
        Optional<Access> access = method.getOptions().hasExtension(Options.access)
                ? Optional.of(access(method, method.getOptions().getExtension(Options.access), view, state))
                : Optional.empty();
        return new Method(
                method.getName(),
                JavaNames.member(method.getName()),
                comments.at(6, 0, 2, method.getIndex()),
                value(method, method.getInputType()),
                value(method, method.getOutputType()),
                view,
                method.getOptions().getExtension(Options.serialLane),
                access);
    }

    private TypeName value(MethodDescriptor method, Descriptor message) {
        if (message.getFile().getPackage().startsWith("google.protobuf")) {
            problem(
                    method,
                    "types of google.protobuf are not supported; declare a message of your own, it may be empty");
        } else if (message.getOptions().getExtension(Options.state)) {
            problem(method, "the state message is no value; declare another message");
        } else if (message.getContainingType() != null) {
            problem(
                    method,
                    "nested messages are not supported; move " + message.getName() + " to the top level of the file");
        } else if (message.getFile().getOptions().getJavaPackage().isEmpty()) {
            problem(method, message.getFullName() + " comes from a file without java_package; add one there");
        }
        return MessageReader.name(message);
    }

    private Access access(MethodDescriptor method, AccessOptions options, boolean view, Optional<State> state) {
        List<Template> templates = new ArrayList<>();
        read(method, options.getReadsList(), Mode.READ, state, templates);
        read(method, options.getWritesList(), Mode.WRITE, state, templates);
        read(method, options.getAddsList(), Mode.ADD, state, templates);
        read(method, options.getTakesList(), Mode.TAKE, state, templates);
        if (view && templates.stream().anyMatch(template -> template.mode() != Mode.READ)) {
            problem(method, "a view only reads; declare its access as reads, or remove the option view");
        }
        return new Access(options.getSuperset(), templates);
    }

    private void read(
            MethodDescriptor method, List<String> texts, Mode mode, Optional<State> state, List<Template> templates) {
        for (String text : texts) {
            try {
                templates.add(new TemplateParser(text, state, method.getInputType()).parse(mode));
            } catch (TemplateParser.BadTemplate bad) {
                problem(method, "access template \"" + text + "\": " + bad.getMessage());
            }
        }
    }

    private void problem(GenericDescriptor where, String whatAndWhatToDo) {
        problems.add(file.getFullName(), where.getFullName(), whatAndWhatToDo);
    }
}
