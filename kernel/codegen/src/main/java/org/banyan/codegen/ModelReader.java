package org.banyan.codegen;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.EnumType;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.ProtoFile;
import org.banyan.v1.contract.Options;

/** Checks the files to generate and reads them into the model. All problems are collected. */
final class ModelReader {
    /** Files whose types only describe contracts; left out of the descriptor that is stored with a contract. */
    static final String OPTIONS_FILE = "banyan/contract/v1/options.proto";

    private final CodeGeneratorRequest request;
    private final Problems problems;
    private final Map<String, FileDescriptor> files = new LinkedHashMap<>();

    ModelReader(CodeGeneratorRequest request, Problems problems) {
        this.request = request;
        this.problems = problems;
    }

    List<ProtoFile> read() {
        for (FileDescriptorProto file : request.getProtoFileList()) {
            link(file);
        }
        List<FileDescriptor> chosen =
                request.getFileToGenerateList().stream().map(files::get).toList();
        Map<String, Set<String>> declared = new TreeMap<>();
        List<FileDescriptor> sound = chosen.stream().filter(this::checkFile).toList();
        for (FileDescriptor file : sound) {
            declare(file, declared.computeIfAbsent(file.getOptions().getJavaPackage(), any -> new TreeSet<>()));
        }
        return sound.stream()
                .map(file ->
                        readFile(file, declared.getOrDefault(file.getOptions().getJavaPackage(), Set.of())))
                .toList();
    }

    private void link(FileDescriptorProto file) {
        FileDescriptor[] dependencies =
                file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
        try {
            files.put(file.getName(), FileDescriptor.buildFrom(file, dependencies));
        } catch (DescriptorValidationException broken) {
            throw new IllegalStateException("protoc sent a descriptor that does not link: " + file.getName(), broken);
        }
    }

    private boolean checkFile(FileDescriptor file) {
        String path = file.getFullName();
        if (!file.toProto().getSyntax().equals("proto3")) {
            problems.add(
                    path,
                    "syntax",
                    "only proto3 has the canonical encoding; begin the file with: syntax = \"proto3\";");
            return false;
        }
        if (file.getOptions().getJavaPackage().isEmpty()) {
            problems.add(
                    path,
                    "java_package",
                    "is missing; say where the Java files go, such as: option java_package = \"com.acme.counter\";");
            return false;
        }
        if (!file.getExtensions().isEmpty()) {
            problems.add(path, "extend", "a contract's file declares no options of its own; remove the extension");
        }
        if (file.getServices().size() > 1) {
            problems.add(path, "service", "a file holds one contract; move each service into a file of its own");
            return false;
        }
        return true;
    }

    /** Collects the names of the Java types and refuses those that meet. */
    private void declare(FileDescriptor file, Set<String> names) {
        List<String> types = new ArrayList<>();
        file.getMessageTypes().forEach(message -> types.add(message.getName()));
        file.getEnumTypes().forEach(type -> types.add(type.getName()));
        file.getServices()
                .forEach(service -> List.of("", "Contract", "Context", "Client")
                        .forEach(suffix -> types.add(service.getName() + suffix)));
        for (String type : types) {
            if (JavaNames.SHADOWING.contains(type)) {
                problems.add(
                        file.getFullName(),
                        type,
                        "would hide java.lang." + type + " in the generated code; choose another name");
            }
            if (!names.add(type)) {
                problems.add(
                        file.getFullName(),
                        type,
                        "two generated Java types of package "
                                + file.getOptions().getJavaPackage()
                                + " have this name (a service Foo also makes FooContract, FooContext and FooClient); rename one");
            }
        }
    }

    private ProtoFile readFile(FileDescriptor file, Set<String> declared) {
        Comments comments = new Comments(file.toProto());
        MessageReader messages = new MessageReader(file, comments, problems);
        List<Message> records = new ArrayList<>();
        List<Message> events = new ArrayList<>();
        List<Descriptor> states = new ArrayList<>();
        for (Descriptor descriptor : file.getMessageTypes()) {
            if (descriptor.getOptions().getExtension(Options.state)) {
                states.add(descriptor);
                continue;
            }
            Message message = messages.message(descriptor);
            records.add(message);
            if (descriptor.getOptions().getExtension(Options.event)) {
                events.add(message);
            }
        }
        List<EnumType> enums = new ArrayList<>();
        for (EnumDescriptor type : file.getEnumTypes()) {
            enums.add(messages.enumeration(type));
        }
        List<EnumType> failures = enums.stream().filter(EnumType::failures).toList();
        Optional<Contract> contract = Optional.empty();
        if (file.getServices().isEmpty()) {
            refuseWithoutService(file, !states.isEmpty(), "state");
            refuseWithoutService(file, !events.isEmpty(), "event");
            refuseWithoutService(file, !failures.isEmpty(), "failures");
        } else {
            refuseSeveral(file, states.size(), "state messages", "put all fields into one");
            refuseSeveral(file, failures.size(), "failure enums", "put all values into one");
            contract = Optional.of(new ContractReader(file, comments, problems)
                    .contract(
                            states.stream().findFirst(),
                            events,
                            failures.stream().findFirst(),
                            Descriptors.of(file)));
        }
        return new ProtoFile(
                file.getFullName(), file.getOptions().getJavaPackage(), declared, records, enums, contract);
    }

    private void refuseWithoutService(FileDescriptor file, boolean present, String option) {
        if (present) {
            problems.add(
                    file.getFullName(),
                    option,
                    "belongs into the file of the contract's service; this file has none, so move the declaration there");
        }
    }

    private void refuseSeveral(FileDescriptor file, int count, String what, String remedy) {
        if (count > 1) {
            problems.add(
                    file.getFullName(), what, "a contract has at most one but this file has " + count + "; " + remedy);
        }
    }
}
