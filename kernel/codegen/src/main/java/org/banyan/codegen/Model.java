package org.banyan.codegen;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the writers know of a {@code .proto}: checked, and in Java's words. */
final class Model {
    private Model() {}

    /**
     * @param javaPackage where the Java files go
     * @param declared simple names of all types that are generated into that package
     */
    record ProtoFile(
            String path,
            String javaPackage,
            Set<String> declared,
            List<Message> messages,
            List<EnumType> enums,
            Optional<Contract> contract) {}

    /** A Java type by package and simple name. */
    record TypeName(String javaPackage, String simple) {
        String qualified() {
            return javaPackage + "." + simple;
        }
    }

    /**
     * @param fields by ascending number
     * @param oneofs each the fields of which at most one is present
     */
    record Message(TypeName name, String protoName, String comment, List<Field> fields, List<Oneof> oneofs) {}

    record Oneof(String name, List<String> members) {}

    /**
     * @param type of messages and enums
     * @param max most bytes or elements
     */
    record Field(
            int number,
            String protoName,
            String name,
            String comment,
            Kind kind,
            Optional<TypeName> type,
            Cardinality cardinality,
            Optional<Integer> max) {}

    enum Cardinality {
        SINGLE,
        OPTIONAL,
        REPEATED
    }

    enum Kind {
        UINT64,
        UINT32,
        BOOL,
        STRING,
        BYTES,
        ADDRESS,
        HASH,
        AMOUNT,
        ENUM,
        MESSAGE;

        /** Whether absence is no value of its own: such a field is required unless it is optional. */
        boolean hasPresence() {
            return this == ADDRESS || this == HASH || this == MESSAGE;
        }
    }

    record EnumType(TypeName name, String protoName, String comment, List<EnumValue> values, boolean failures) {}

    record EnumValue(String name, int number, String comment) {}

    record State(TypeName name, String comment, List<StateField> fields) {}

    /** @param keys empty for a cell */
    record StateField(
            int number,
            String protoName,
            String name,
            String comment,
            Kind kind,
            Optional<TypeName> type,
            List<StateKeyPart> keys) {}

    record StateKeyPart(String name, KeyType type) {}

    enum KeyType {
        ADDRESS("address"),
        HASH("hash"),
        STRING("string"),
        UINT64("uint64"),
        BYTES("bytes");

        private final String word;

        KeyType(String word) {
            this.word = word;
        }

        /** As written in the option and as the method of StateKey. */
        String word() {
            return word;
        }
    }

    /** @param descriptor serialized FileDescriptorSet */
    record Contract(
            TypeName service,
            String protoName,
            String comment,
            String name,
            int version,
            List<Method> methods,
            Optional<State> state,
            List<Message> events,
            Optional<EnumType> failures,
            byte[] descriptor) {
        TypeName companion(String suffix) {
            return new TypeName(service.javaPackage(), service.simple() + suffix);
        }
    }

    /** @param access empty when the method declares none */
    record Method(
            String protoName,
            String name,
            String comment,
            TypeName request,
            TypeName reply,
            boolean view,
            boolean serialLane,
            Optional<Access> access) {}

    record Access(boolean superset, List<Template> templates) {}

    /** @param prefix whether the keys given are the beginning of those meant */
    record Template(Mode mode, StateField field, List<KeyExpression> keys, boolean prefix) {}

    enum Mode {
        READ,
        WRITE,
        ADD,
        TAKE
    }

    /** @param java expression over {@code site} and {@code request} */
    record KeyExpression(KeyType type, String java) {}
}
