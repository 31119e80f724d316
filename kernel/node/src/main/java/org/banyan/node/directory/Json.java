package org.banyan.node.directory;

import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small JSON texts for other programs to read. */
public final class Json {
    private Json() {}

    /** One line, fields in the order they are given. Values are strings, numbers, booleans, lists and maps. */
    public static String line(Map<String, ?> values) {
        StringBuilder line = new StringBuilder("{");
        values.forEach((name, value) -> line.append(line.length() == 1 ? "" : ",")
                .append(ConfigUtil.quoteString(name))
                .append(':')
                .append(text(value)));
        return line.append('}').toString();
    }

    private static String text(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> keyed = new LinkedHashMap<>();
                map.forEach((key, inner) -> keyed.put(String.valueOf(key), inner));
                yield line(keyed);
            }
            case List<?> list -> {
                StringBuilder text = new StringBuilder("[");
                list.forEach(
                        element -> text.append(text.length() == 1 ? "" : ",").append(text(element)));
                yield text.append(']').toString();
            }
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> ConfigUtil.quoteString(String.valueOf(value));
        };
    }
}
