package org.banyan.sdk.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON; equal values give equal texts. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String compact(Json value) {
        JsonWriter writer = new JsonWriter(false);
        writer.write(value, 0);
        return writer.out.toString();
    }

    static String pretty(Json value) {
        JsonWriter writer = new JsonWriter(true);
        writer.write(value, 0);
        return writer.out.toString();
    }

    private void write(Json value, int depth) {
        switch (value) {
            case Json.Object object -> members(object.members(), depth);
            case Json.Array array -> elements(array.elements(), depth);
            case Json.Text text -> quoted(text.value());
            case Json.Number number -> out.append(number.text());
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
        }
    }

    private void members(Map<String, Json> members, int depth) {
        if (members.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        Iterator<Map.Entry<String, Json>> rest = members.entrySet().iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Json> member = rest.next();
            line(depth + 1);
            quoted(member.getKey());
            out.append(pretty ? ": " : ":");
            write(member.getValue(), depth + 1);
            out.append(rest.hasNext() ? "," : "");
        }
        line(depth);
        out.append('}');
    }

    private void elements(List<Json> elements, int depth) {
        if (elements.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            line(depth + 1);
            write(elements.get(i), depth + 1);
            out.append(i + 1 < elements.size() ? "," : "");
        }
        line(depth);
        out.append(']');
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // C1 controls could steer a terminal as well
                    if (c < ' ' || c >= 0x7f && c <= 0x9f) {
                        out.append("\\u00").append(hex(c >> 4)).append(hex(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }
}
