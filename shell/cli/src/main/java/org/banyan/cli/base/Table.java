package org.banyan.cli.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns for people. Not thread-safe. */
public final class Table {
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        this.heads = List.of(heads);
    }

    public Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException("a row has " + heads.size() + " cells but got " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(Terminal::printable).toList());
        return this;
    }

    public void print(Terminal terminal) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    heads.get(i).length(),
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .max()
                            .orElse(0));
        }
        terminal.line(terminal.dim(joined(heads, widths)));
        rows.forEach(row -> terminal.line(joined(row, widths)));
    }

    private static String joined(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(padded(cells.get(i), widths[i])).append("  ");
        }
        return line.toString().stripTrailing();
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
