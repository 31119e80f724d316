package org.banyan.codegen;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.banyan.codegen.Model.KeyExpression;
import org.banyan.codegen.Model.KeyType;
import org.banyan.codegen.Model.Kind;
import org.banyan.codegen.Model.Mode;
import org.banyan.codegen.Model.State;
import org.banyan.codegen.Model.StateField;
import org.banyan.codegen.Model.StateKeyPart;
import org.banyan.codegen.Model.Template;
import org.banyan.v1.contract.Options;

/**
 * Parses and checks an access template: {@code field} or {@code field(key, …)}, where a key is {@code {sender}}, {@code {self}}, {@code {request.a.b}}, a
 * quoted string or a number, and a last {@code *} stands for every key from there on.
 */
final class TemplateParser {
    private final String text;
    private final Optional<State> state;
    private final Descriptor request;
    private int position;

    TemplateParser(String text, Optional<State> state, Descriptor request) {
        this.text = text;
        this.state = state;
        this.request = request;
    }

    /** Says what is wrong and what to do, without the template itself. */
    static final class BadTemplate extends Exception {
        private static final long serialVersionUID = 1;

        BadTemplate(String message) {
            super(message);
        }
    }

    Template parse(Mode mode) throws BadTemplate {
        StateField field = field(word("the name of a state field"));
        if ((mode == Mode.ADD || mode == Mode.TAKE) && field.kind() != Kind.AMOUNT) {
            throw new BadTemplate(
                    "adds and takes are for amounts, but " + field.protoName() + " is none; declare writes");
        }
        List<KeyExpression> keys = new ArrayList<>();
        boolean prefix = false;
        if (accept('(')) {
            do {
                if (accept('*')) {
                    prefix = true;
                    break;
                }
                keys.add(key(field, keys.size()));
            } while (accept(','));
            if (!accept(')')) {
                throw new BadTemplate("expected \")\" at " + rest());
            }
        }
        if (!accept('\0')) {
            throw new BadTemplate("expected the end at " + rest());
        }
        if (keys.size() >= field.keys().size() && prefix) {
            throw new BadTemplate("all keys of " + signature(field) + " are given; remove \"*\"");
        }
        if (keys.size() != field.keys().size() && !prefix) {
            throw new BadTemplate(
                    "has " + keys.size() + " of the keys of " + signature(field) + "; give all, or end in \"*\"");
        }
        return new Template(mode, field, keys, prefix);
    }

    private StateField field(String name) throws BadTemplate {
        if (state.isEmpty()) {
            throw new BadTemplate(
                    "the contract has no state message; declare one with option (banyan.contract.v1.state) = true");
        }
        for (StateField field : state.get().fields()) {
            if (field.protoName().equals(name)) {
                return field;
            }
        }
        String known = state.get().fields().stream().map(StateField::protoName).collect(Collectors.joining(", "));
        throw new BadTemplate("the state has no field " + name + "; it has: " + known);
    }

    private KeyExpression key(StateField field, int index) throws BadTemplate {
        KeyExpression key = expression();
        if (index >= field.keys().size()) {
            throw new BadTemplate("has more keys than " + signature(field));
        }
        StateKeyPart expected = field.keys().get(index);
        if (key.type() != expected.type()) {
            throw new BadTemplate("key " + (index + 1) + " of " + signature(field) + " is "
                    + expected.type().word() + " but gets " + key.type().word());
        }
        return key;
    }

    private KeyExpression expression() throws BadTemplate {
        if (accept('"')) {
            int end = text.indexOf('"', position);
            if (end < 0) {
                throw new BadTemplate("a quoted string does not end");
            }
            String literal = text.substring(position, end);
            if (literal.chars().anyMatch(Character::isISOControl)) {
                throw new BadTemplate("a quoted string holds a control character, which no Java string may");
            }
            position = end + 1;
            return new KeyExpression(KeyType.STRING, "\"" + literal.replace("\\", "\\\\") + "\"");
        }
        if (accept('{')) {
            List<String> path = new ArrayList<>(List.of(word("sender, self or request")));
            while (accept('.')) {
                path.add(word("the name of a field"));
            }
            if (!accept('}')) {
                throw new BadTemplate("expected \"}\" at " + rest());
            }
            return placeholder(path);
        }
        String digits = word("{sender}, {self}, {request.field}, \"text\", a number or \"*\"");
        try {
            return new KeyExpression(KeyType.UINT64, Long.parseUnsignedLong(digits) + "L");
        } catch (NumberFormatException noNumber) {
            throw new BadTemplate(
                    "\"" + digits + "\" is no number below 2^64; text is quoted and fields are {request.field}");
        }
    }

    private KeyExpression placeholder(List<String> path) throws BadTemplate {
        switch (path.get(0)) {
            case "sender", "self" -> {
                if (path.size() == 1) {
                    return new KeyExpression(KeyType.ADDRESS, "site." + path.get(0) + "()");
                }
            }
            case "request" -> {
                if (path.size() > 1) {
                    return requestField(path.subList(1, path.size()));
                }
            }
            default -> {}
        }
        throw new BadTemplate("{" + String.join(".", path) + "} is unknown; use {sender}, {self} or {request.field}");
    }

    private KeyExpression requestField(List<String> path) throws BadTemplate {
        StringBuilder java = new StringBuilder("request");
        Descriptor message = request;
        for (int i = 0; i < path.size(); i++) {
            FieldDescriptor field = message.findFieldByName(path.get(i));
            if (field == null) {
                throw new BadTemplate(message.getName() + " has no field " + path.get(i));
            }
            if (field.isRepeated() || field.getContainingOneof() != null) {
                throw new BadTemplate(
                        field.getFullName()
                                + " may be absent or repeated and so names no single key; make it required, or use \"*\" and superset");
            }
            java.append('.').append(JavaNames.member(field.getName())).append("()");
            if (i == path.size() - 1) {
                return leaf(field, java.toString());
            }
            if (field.getType() != FieldDescriptor.Type.MESSAGE) {
                throw new BadTemplate(field.getFullName() + " is no message and has no field " + path.get(i + 1));
            }
            message = field.getMessageType();
        }
        throw new IllegalStateException("an empty path");
    }

    private static KeyExpression leaf(FieldDescriptor field, String java) throws BadTemplate {
        return switch (field.getType()) {
            case STRING -> new KeyExpression(KeyType.STRING, java);
            case UINT64 -> new KeyExpression(KeyType.UINT64, java);
            case UINT32 -> new KeyExpression(KeyType.UINT64, "Integer.toUnsignedLong(" + java + ")");
            case BYTES -> new KeyExpression(bytesKey(field), java);
            default -> throw noKey(field);
        };
    }

    private static KeyType bytesKey(FieldDescriptor field) throws BadTemplate {
        return switch (field.getOptions().getExtension(Options.type)) {
            case VALUE_TYPE_ADDRESS -> KeyType.ADDRESS;
            case VALUE_TYPE_HASH -> KeyType.HASH;
            case VALUE_TYPE_UNSPECIFIED -> KeyType.BYTES;
            default -> throw noKey(field);
        };
    }

    private static BadTemplate noKey(FieldDescriptor field) {
        return new BadTemplate(
                field.getFullName() + " cannot be a key; keys are addresses, hashes, strings, bytes and numbers");
    }

    private static String signature(StateField field) {
        return field.keys().stream()
                .map(key -> key.name() + ": " + key.type().word())
                .collect(Collectors.joining(", ", field.protoName() + "(", ")"));
    }

    /** Skips blanks and takes {@code expected} when it comes next; '\0' is the end. */
    private boolean accept(char expected) {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        if (expected == '\0') {
            return position == text.length();
        }
        if (position < text.length() && text.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private String word(String expected) throws BadTemplate {
        accept('\0');
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
            position++;
        }
        if (start == position) {
            throw new BadTemplate("expected " + expected + " at " + rest());
        }
        return text.substring(start, position);
    }

    private String rest() {
        return position == text.length() ? "its end" : "\"" + text.substring(position) + "\"";
    }
}
