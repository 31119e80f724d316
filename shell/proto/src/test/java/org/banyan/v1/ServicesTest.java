package org.banyan.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServicesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

    static Stream<FileDescriptor> files() {
        return Stream.of(
                ChainProto.getDescriptor(),
                TransactionProto.getDescriptor(),
                AccountProto.getDescriptor(),
                ContractProto.getDescriptor(),
                ExecutionProto.getDescriptor(),
                ProofProto.getDescriptor(),
                CrossChainProto.getDescriptor(),
                ConsensusProto.getDescriptor(),
                NodeProto.getDescriptor());
    }

    static Stream<MethodDescriptor> methods() {
        return files().flatMap(file -> file.getServices().stream()).flatMap(service -> service.getMethods().stream());
    }

    private static HttpRule http(MethodDescriptor method) {
        return method.getOptions().getExtension(AnnotationsProto.http);
    }

    private static String path(MethodDescriptor method) {
        HttpRule rule = http(method);
        return rule.getGet().isEmpty() ? rule.getPost() : rule.getGet();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void every_method_has_a_request_and_a_response_of_its_own(MethodDescriptor method) {
        assertThat(method.getInputType().getName()).isEqualTo(method.getName() + "Request");
        assertThat(method.getOutputType().getName()).isEqualTo(method.getName() + "Response");
    }

    @Test
    void every_unary_method_has_a_json_path_and_no_two_share_one() {
        Set<String> paths = new HashSet<>();
        methods().filter(method -> !method.isServerStreaming()).forEach(method -> {
            String root = method.getService().getName().equals("DevService") ? "/dev/v1/" : "/v1/";
            assertThat(path(method)).as(method.getFullName()).startsWith(root);
            assertThat(paths.add(http(method).getPatternCase() + path(method)))
                    .as(path(method))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("methods")
    void variables_of_a_path_are_texts_of_the_request(MethodDescriptor method) {
        VARIABLE.matcher(path(method)).results().map(result -> result.group(1)).forEach(name -> {
            FieldDescriptor field = method.getInputType().findFieldByName(name);
            assertThat(field).as(name).isNotNull();
            assertThat(field.getType()).isEqualTo(FieldDescriptor.Type.STRING);
        });
    }

    @ParameterizedTest
    @MethodSource("methods")
    void requests_about_a_chain_name_it_first(MethodDescriptor method) {
        Descriptor request = method.getInputType();
        if (path(method).contains("{chain}") || method.isServerStreaming()) {
            assertThat(request.findFieldByNumber(1).getName()).isEqualTo("chain");
        }
    }
}
