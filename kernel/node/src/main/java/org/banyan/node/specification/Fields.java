package org.banyan.node.specification;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * An object of a HOCON text, read field by field. Every problem is noted with its path, and reading goes on with a substitute, so that all are told at once.
 */
public final class Fields {
    private final String path;
    private final Map<String, Object> values;
    private final List<String> problems;
    private final Set<String> used = new TreeSet<>();

    /** @param values as {@code Config.root().unwrapped()} gives them */
    public Fields(Map<String, ?> values, List<String> problems) {
        this("", values, problems);
    }

    private Fields(String path, Map<String, ?> values, List<String> problems) {
        this.path = path;
        this.values = new LinkedHashMap<>(values);
        this.problems = problems;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Names in the order of the text. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    public String text(String name) {
        return required(name, "", value -> String.valueOf(scalar(value)));
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : skip(name, otherwise);
    }

    public long number(String name) {
        return required(name, 0L, Fields::whole);
    }

    public long number(String name, long otherwise) {
        return has(name) ? number(name) : skip(name, otherwise);
    }

    public int smallNumber(String name) {
        return required(name, 0, value -> Math.toIntExact(whole(value)));
    }

    public int smallNumber(String name, int otherwise) {
        return has(name) ? smallNumber(name) : skip(name, otherwise);
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? required(name, otherwise, value -> (Boolean) value) : skip(name, otherwise);
    }

    /** A decimal string, or a whole number. */
    public Amount amount(String name) {
        return required(name, Amount.ZERO, value -> Amount.parse(String.valueOf(scalar(value))));
    }

    public Bytes hex(String name) {
        return required(name, Bytes.EMPTY, value -> Bytes.fromHex(String.valueOf(scalar(value))));
    }

    public Bytes hex(String name, Bytes otherwise) {
        return has(name) ? hex(name) : skip(name, otherwise);
    }

    public Hash hash(String name) {
        return required(name, new Hash(0, 0, 0, 0), value -> Hash.fromHex(String.valueOf(scalar(value))));
    }

    /** ISO 8601 with zone, such as {@code 2026-01-01T00:00:00Z}; milliseconds since 1970. */
    public long instant(String name) {
        return required(
                name, 0L, value -> Instant.parse(String.valueOf(scalar(value))).toEpochMilli());
    }

    public Fields object(String name) {
        return required(name, new Fields(at(name), Map.of(), new ArrayList<>()), value -> nested(at(name), value));
    }

    /** An object that may be left out: then it is empty. */
    public Fields objectOrEmpty(String name) {
        return has(name) ? object(name) : skip(name, new Fields(at(name), Map.of(), problems));
    }

    public List<Fields> objects(String name) {
        return elements(name, Fields::new0);
    }

    public List<Integer> smallNumbers(String name) {
        return elements(name, (at, value, unused) -> Math.toIntExact(whole(value)));
    }

    public List<String> texts(String name) {
        return elements(name, (at, value, unused) -> String.valueOf(scalar(value)));
    }

    private interface Element<T> {
        T read(String path, Object value, List<String> problems);
    }

    private static Fields new0(String path, Object value, List<String> problems) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(path, keyed(map), problems);
        }
        throw new IllegalArgumentException("an object");
    }

    private <T> List<T> elements(String name, Element<T> element) {
        used.add(name);
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list)) {
            problems.add(at(name) + " must be a list");
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String at = at(name) + "[" + i + "]";
            convert(at, list.get(i), each -> element.read(at, each, problems)).ifPresent(read::add);
        }
        return read;
    }

    /** The value that {@code maker} makes of fields that were read before; what it refuses is a problem of this object. */
    public <T> Optional<T> make(java.util.function.Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException | ArithmeticException refused) {
            problem(String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    public void problem(String what) {
        problems.add(path.isEmpty() ? what : path + ": " + what);
    }

    /** Notes every field that nobody asked for. Call last. */
    public void refuseOthers() {
        for (String name : values.keySet()) {
            if (!used.contains(name)) {
                problems.add(at(name) + " is unknown; known are " + String.join(", ", used));
            }
        }
    }

    private <T> T skip(String name, T otherwise) {
        used.add(name);
        return otherwise;
    }

    private <T> T required(String name, T substitute, Function<Object, T> conversion) {
        used.add(name);
        Object value = values.get(name);
        if (value == null) {
            problems.add(at(name) + " is missing");
            return substitute;
        }
        return convert(at(name), value, conversion).orElse(substitute);
    }

    private <T> Optional<T> convert(String at, Object value, Function<Object, T> conversion) {
        try {
            return Optional.of(conversion.apply(value));
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException | DateTimeException refused) {
            problems.add(at + " = '" + value + "' cannot be: " + refused.getMessage());
            return Optional.empty();
        }
    }

    private Fields nested(String at, Object value) {
        return new0(at, value, problems);
    }

    private static Map<String, Object> keyed(Map<?, ?> map) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return Collections.unmodifiableMap(keyed);
    }

    private static Object scalar(Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException("it must be a single value");
        }
        return value;
    }

    private static long whole(Object value) {
        try {
            return new BigDecimal(String.valueOf(scalar(value))).longValueExact();
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("it must be a whole number", none);
        }
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
