package org.banyan.fuzzing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Adds what a live run discovered to a target's corpus, within bounds that keep it readable and its replay cheap. */
final class CorpusGrowth {
    private static final int LINES_MAX = 120;
    private static final int INPUT_BYTES_MAX = 400;

    private CorpusGrowth() {}

    /** Takes discovered inputs evenly over their sizes; returns how many. */
    static int keep(LiveResult result) throws IOException {
        TreeSet<String> known = new TreeSet<>();
        result.job().corpus().inputs().forEach(input -> known.add(CorpusLine.write(input)));
        List<String> fresh = new ArrayList<>(result.discovered().stream()
                .filter(input -> input.length > 0 && input.length <= INPUT_BYTES_MAX)
                .map(CorpusLine::write)
                .filter(line -> !known.contains(line))
                .distinct()
                .toList());
        int room = Math.clamp(LINES_MAX - known.size(), 0, fresh.size());
        List<String> lines = new ArrayList<>(Files.readAllLines(result.job().corpusFile()));
        for (int i = 0; i < room; i++) {
            lines.add(fresh.get((int) ((long) i * fresh.size() / room)));
        }
        Files.write(result.job().corpusFile(), lines);
        return room;
    }
}
