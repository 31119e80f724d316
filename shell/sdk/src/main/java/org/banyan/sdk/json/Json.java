package org.banyan.sdk.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value (RFC 8259). Immutable. */
public sealed interface Json {
    /**
     * @throws JsonException with line and column unless {@code text} is one JSON value within the limits of {@link JsonParser}; repeated names are refused
     */
    static Json parse(String text) {
        return new JsonParser(text).whole();
    }

    static Text of(String value) {
        return new Text(value);
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }

    static Number of(long value) {
        return new Number(Long.toString(value));
    }

    /** On one line, without spaces. */
    default String compact() {
        return JsonWriter.compact(this);
    }

    /** Indented by two spaces. */
    default String pretty() {
        return JsonWriter.pretty(this);
    }

    /** What it is, for messages. */
    default String kind() {
        return switch (this) {
            case Object ignored -> "an object";
            case Array ignored -> "an array";
            case Text ignored -> "a text";
            case Number ignored -> "a number";
            case Bool ignored -> "true or false";
            case Null ignored -> "null";
        };
    }

    /** Members in the order they were given. */
    record Object(Map<String, Json> members) implements Json {
        public static final Object EMPTY = new Object(Map.of());

        public Object {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /**
         * The text under this name.
         *
         * @throws JsonException if there is none
         */
        public String text(String name) {
            if (members.get(name) instanceof Text text) {
                return text.value();
            }
            throw new JsonException("'" + name + "' must be a text");
        }

        /**
         * The object under this name.
         *
         * @throws JsonException if there is none
         */
        public Object object(String name) {
            if (members.get(name) instanceof Object object) {
                return object;
            }
            throw new JsonException("'" + name + "' must be an object");
        }
    }

    record Array(List<Json> elements) implements Json {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    record Text(String value) implements Json {}

    /** @param text as written: digits, sign, point, exponent */
    record Number(String text) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {
        public static final Null VALUE = new Null();
    }

    /** Collects the members of an object. Not thread-safe. */
    final class ObjectBuilder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        public ObjectBuilder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public ObjectBuilder put(String name, String value) {
            return put(name, Json.of(value));
        }

        public ObjectBuilder put(String name, long value) {
            return put(name, Json.of(value));
        }

        public ObjectBuilder put(String name, boolean value) {
            return put(name, Json.of(value));
        }

        public ObjectBuilder put(String name, List<? extends Json> values) {
            return put(name, new Array(new ArrayList<>(values)));
        }

        public Object build() {
            return new Object(members);
        }
    }

    static ObjectBuilder object() {
        return new ObjectBuilder();
    }
}
