package org.banyan.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.banyan.codegen.Model.KeyExpression;
import org.banyan.codegen.Model.KeyType;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.Mode;
import org.banyan.codegen.Model.State;
import org.banyan.codegen.Model.StateField;
import org.banyan.codegen.Model.StateKeyPart;
import org.banyan.codegen.Model.Template;
import org.banyan.codegen.Model.TypeName;
import org.banyan.fuzzing.FuzzTarget;

/** Access templates as authors write them: Java that compiles to what was meant, or a problem to mend. */
class TemplateFuzzTest {
    private static final State STATE = new State(
            new TypeName("fuzzed", "State"),
            "",
            List.of(
                    field(1, "total"),
                    field(2, "balances", KeyType.ADDRESS, KeyType.STRING),
                    field(3, "lots", KeyType.UINT64, KeyType.STRING, KeyType.UINT64)));

    private static StateField field(int number, String name, KeyType... keys) {
        return new StateField(
                number,
                name,
                name,
                "",
                Kind.AMOUNT,
                Optional.empty(),
                List.of(keys).stream()
                        .map(type -> new StateKeyPart(type.word(), type))
                        .toList());
    }

    @FuzzTarget
    void templates(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Template template = new TemplateParser(text, Optional.of(STATE), FieldDescriptorProto.getDescriptor())
                    .parse(Mode.WRITE);
            assertThat(template.keys()).allSatisfy(TemplateFuzzTest::checkJava);
        } catch (TemplateParser.BadTemplate refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }

    private static void checkJava(KeyExpression key) {
        switch (key.type()) {
            case UINT64 -> assertThat(key.java()).matches("0L|-?[1-9][0-9]{0,18}L|request(\\.[a-zA-Z0-9_]+\\(\\))+");
            case STRING ->
                assertThat(key.java()).matches("\"([^\\\\\"\\p{Cntrl}]|\\\\\\\\)*\"|request(\\.[a-zA-Z0-9_]+\\(\\))+");
            case ADDRESS -> assertThat(key.java()).isIn("site.sender()", "site.self()");
            default -> assertThat(key.java()).startsWith("request.");
        }
    }
}
