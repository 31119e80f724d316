package org.banyan.cli.base;

import java.util.ArrayList;
import java.util.List;

/** Aligned lines "name  value" for people. Not thread-safe. */
public final class Fields {
    private record Field(String name, String value) {}

    private final List<Field> fields = new ArrayList<>();

    /** Fields without a value are left out. */
    public Fields add(String name, String value) {
        if (!value.isEmpty()) {
            fields.add(new Field(name, value));
        }
        return this;
    }

    public Fields add(String name, long value) {
        return add(name, Long.toString(value));
    }

    public void print(Terminal terminal) {
        int width = fields.stream().mapToInt(field -> field.name.length()).max().orElse(0);
        for (Field field : fields) {
            terminal.line(terminal.dim(Table.padded(field.name, width)) + "  " + Terminal.printable(field.value));
        }
    }
}
