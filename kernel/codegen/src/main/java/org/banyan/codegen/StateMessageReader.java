package org.banyan.codegen;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.codegen.Model.KeyType;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.State;
import org.banyan.codegen.Model.StateField;
import org.banyan.codegen.Model.StateKeyPart;
import org.banyan.v1.contract.Options;

/** Reads the state message: each field is a cell, or a map when it has keys. */
final class StateMessageReader {
    private static final Pattern KEY = Pattern.compile("\\s*([a-z][a-z0-9_]*)\\s*:\\s*([a-z0-9]+)\\s*");

    /** Names of other parameters and components beside the keys. */
    private static final Set<String> TAKEN = new TreeSet<>(List.of("value", "limit", "state"));

    private final FileDescriptor file;
    private final Comments comments;
    private final Problems problems;

    StateMessageReader(FileDescriptor file, Comments comments, Problems problems) {
        this.file = file;
        this.comments = comments;
        this.problems = problems;
    }

    State state(Descriptor message) {
        MessageReader values = new MessageReader(file, comments, problems);
        List<StateField> fields = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (FieldDescriptor field : message.getFields()) {
            Optional<Kind> kind = values.refuseUnlessSupported(field);
            if (field.isRepeated() && !field.isMapField()) {
                problem(
                        field,
                        "a state field holds one value per key; give it keys, such as [(banyan.contract.v1.keys) = \"index: uint64\"]");
            }
            if (kind.filter(Kind.UINT32::equals).isPresent()) {
                problem(field, "state stores numbers as uint64, which takes no more bytes; declare it so");
            }
            if (field.getContainingOneof() != null) {
                problem(field, "every state field may be absent; remove optional or oneof");
            }
            if (field.getOptions().getExtension(Options.max) != 0) {
                problem(field, "max limits what comes from outside; declare it on the request's field");
            }
            if (!names.add(JavaNames.member(field.getName()))) {
                problem(field, "has the same Java name as another field; rename one");
            }
            kind.ifPresent(known -> fields.add(new StateField(
                    field.getNumber(),
                    field.getName(),
                    JavaNames.member(field.getName()),
                    comments.at(4, message.getIndex(), 2, field.getIndex()),
                    known,
                    MessageReader.typeOf(field),
                    keys(field))));
        }
        return new State(MessageReader.name(message), comments.at(4, message.getIndex()), fields);
    }

    private List<StateKeyPart> keys(FieldDescriptor field) {
        List<StateKeyPart> keys = new ArrayList<>();
        Set<String> names = new TreeSet<>(TAKEN);
        for (String text : field.getOptions().getExtension(Options.keys)) {
            Matcher parts = KEY.matcher(text);
            Optional<KeyType> type = parts.matches() ? keyType(parts.group(2)) : Optional.empty();
            if (type.isEmpty()) {
                problem(
                        field,
                        "key \"" + text
                                + "\" is not \"name: type\" with a type of address, hash, string, uint64 or bytes");
                continue;
            }
            String name = JavaNames.member(parts.group(1));
            if (!names.add(name)) {
                problem(field, "key name \"" + parts.group(1) + "\" is taken; choose another");
            }
            keys.add(new StateKeyPart(name, type.get()));
        }
        return keys;
    }

    private static Optional<KeyType> keyType(String word) {
        for (KeyType type : KeyType.values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private void problem(FieldDescriptor field, String whatAndWhatToDo) {
        problems.add(file.getFullName(), field.getFullName(), whatAndWhatToDo);
    }
}
