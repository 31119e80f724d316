package org.banyan.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.banyan.v1.contract.Options;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each file in src/test/refused says in its first comment with which problems it is refused, in order. */
class RefusalsTest {
    private static final String EXPECTED = "refused: ";
    private static final List<Integer> SYNTAX = List.of(FileDescriptorProto.SYNTAX_FIELD_NUMBER);

    private static final List<String> TEMPLATES = List.of("access.proto", "no_state.proto");

    @TestFactory
    Stream<DynamicTest> contract_6_a_refused_file_names_each_problem_its_place_and_the_remedy() throws IOException {
        return refusals(file -> !TEMPLATES.contains(file));
    }

    @TestFactory
    Stream<DynamicTest> contract_34_templates_are_checked_when_code_is_generated() throws IOException {
        return refusals(TEMPLATES::contains);
    }

    private static Stream<DynamicTest> refusals(Predicate<String> chosen) throws IOException {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        Options.registerAllExtensions(extensions);
        FileDescriptorSet files =
                FileDescriptorSet.parseFrom(Files.readAllBytes(Path.of("target", "refused.binpb")), extensions);
        return files.getFileList().stream()
                .filter(file -> file.getPackage().startsWith("refused.") && chosen.test(file.getName()))
                .map(file -> DynamicTest.dynamicTest(file.getName(), () -> check(files, file)));
    }

    private static void check(FileDescriptorSet files, FileDescriptorProto file) {
        List<String> expected = expected(file);

        CodeGeneratorResponse response = Generator.generate(CodeGeneratorRequest.newBuilder()
                .addAllProtoFile(files.getFileList())
                .addFileToGenerate(file.getName())
                .build());

        assertThat(expected).isNotEmpty();
        assertThat(response.getFileList()).isEmpty();
        assertThat(response.getError().lines().map(line -> line.substring((file.getName() + ": ").length())))
                .containsExactlyElementsOf(expected);
    }

    private static List<String> expected(FileDescriptorProto file) {
        return file.getSourceCodeInfo().getLocationList().stream()
                .filter(location -> location.getPathList().equals(SYNTAX))
                .map(Location::getLeadingComments)
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith(EXPECTED))
                .map(line -> line.substring(EXPECTED.length()))
                .toList();
    }
}
