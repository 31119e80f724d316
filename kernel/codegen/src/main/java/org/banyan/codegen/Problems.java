package org.banyan.codegen;

import java.util.ArrayList;
import java.util.List;

/** Everything wrong with the input, so that an author sees it at once. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** @param where the full name of the declaration at fault */
    void add(String file, String where, String whatAndWhatToDo) {
        lines.add(file + ": " + where + ": " + whatAndWhatToDo);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String text() {
        return String.join("\n", lines);
    }
}
