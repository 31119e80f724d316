package org.banyan.node.specification;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;

/** Writes maps, lists and single values as HOCON in the order they are given. */
final class HoconText {
    private static final int LINE_MAX = 140;

    private HoconText() {}

    static String of(Map<String, ?> fields) {
        StringBuilder out = new StringBuilder();
        fields.forEach((name, value) -> field(out, "", name, value));
        return out.toString();
    }

    private static void field(StringBuilder out, String indent, String name, Object value) {
        out.append(indent).append(name(name));
        String line = line(value);
        if (value instanceof Map<?, ?> map && indent.length() + name.length() + line.length() > LINE_MAX) {
            out.append(" {\n");
            map.forEach((key, inner) -> field(out, indent + "  ", String.valueOf(key), inner));
            out.append(indent).append("}\n");
        } else if (value instanceof List<?> list
                && !list.isEmpty()
                && indent.length() + name.length() + line.length() > LINE_MAX) {
            out.append(" = [\n");
            list.forEach(element ->
                    out.append(indent).append("  ").append(line(element)).append('\n'));
            out.append(indent).append("]\n");
        } else {
            out.append(value instanceof Map ? " " : " = ").append(line).append('\n');
        }
    }

    private static String line(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                StringBuilder out = new StringBuilder("{");
                map.forEach((key, inner) -> out.append(out.length() == 1 ? " " : ", ")
                        .append(name(String.valueOf(key)))
                        .append(inner instanceof Map ? " " : " = ")
                        .append(line(inner)));
                yield out.append(map.isEmpty() ? "}" : " }").toString();
            }
            case List<?> list -> {
                StringBuilder out = new StringBuilder("[");
                list.forEach(
                        element -> out.append(out.length() == 1 ? "" : ", ").append(line(element)));
                yield out.append("]").toString();
            }
            case String text -> ConfigUtil.quoteString(text);
            default -> String.valueOf(value);
        };
    }

    private static String name(String name) {
        return plain(name) ? name : ConfigUtil.quoteString(name);
    }

    private static boolean plain(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9-]*");
    }
}
