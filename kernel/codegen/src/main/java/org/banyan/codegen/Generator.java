package org.banyan.codegen;

import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.util.ArrayList;
import java.util.List;
import org.banyan.codegen.Model.Contract;
import org.banyan.codegen.Model.EnumType;
import org.banyan.codegen.Model.Message;
import org.banyan.codegen.Model.ProtoFile;

/** Turns protoc's request into Java files, or into the list of all problems found. Same request, same response. */
final class Generator {
    private Generator() {}

    static CodeGeneratorResponse generate(CodeGeneratorRequest request) {
        CodeGeneratorResponse.Builder response = CodeGeneratorResponse.newBuilder()
                .setSupportedFeatures(CodeGeneratorResponse.Feature.FEATURE_PROTO3_OPTIONAL_VALUE);
        Problems problems = new Problems();
        List<ProtoFile> files = new ModelReader(request, problems).read();
        if (!problems.isEmpty()) {
            return response.setError(problems.text()).build();
        }
        for (ProtoFile file : files) {
            for (JavaSource source : sources(file)) {
                response.addFile(CodeGeneratorResponse.File.newBuilder()
                        .setName(source.path())
                        .setContent(source.text()));
            }
        }
        return response.build();
    }

    private static List<JavaSource> sources(ProtoFile file) {
        List<JavaSource> sources = new ArrayList<>();
        for (Message message : file.messages()) {
            sources.add(RecordWriter.write(file, message));
        }
        for (EnumType type : file.enums()) {
            sources.add(EnumWriter.write(file, type));
        }
        if (file.contract().isPresent()) {
            Contract contract = file.contract().get();
            contract.state().ifPresent(state -> sources.add(StateWriter.write(file, state)));
            sources.add(ServiceWriter.write(file, contract));
            sources.add(ContextWriter.write(file, contract));
            sources.add(ContractWriter.write(file, contract));
            sources.add(ClientWriter.write(file, contract));
        }
        return sources;
    }
}
