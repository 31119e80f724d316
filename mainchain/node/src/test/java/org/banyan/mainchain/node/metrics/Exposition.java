package org.banyan.mainchain.node.metrics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape in Prometheus' text form, read strictly: each family has its type before its samples and all of them together, no series stands twice, counters end in
 * {@code _total}, and no other line is let through.
 *
 * @param types by family
 * @param help by family
 * @param samples names that have a value
 * @param series with their labels, such as {@code name{label="value"}}
 */
record Exposition(Map<String, String> types, Map<String, String> help, Set<String> samples, Set<String> series) {
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"");
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|summary|histogram|untyped)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABELS = Pattern.compile(
            "\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\")*}");

    Exposition {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
        help = Collections.unmodifiableMap(new TreeMap<>(help));
        samples = Collections.unmodifiableSet(new TreeSet<>(samples));
        series = Collections.unmodifiableSet(new TreeSet<>(series));
    }

    /** @throws IllegalArgumentException naming the line that is wrong */
    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        Map<String, String> types = new TreeMap<>();
        Map<String, String> help = new TreeMap<>();
        Set<String> samples = new TreeSet<>();
        Set<String> series = new TreeSet<>();
        String family = "";
        for (String line : text.lines().toList()) {
            Matcher said = HELP.matcher(line);
            if (said.matches()) {
                require(help.put(said.group(1), said.group(2)) == null, line);
                continue;
            }
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                family = type.group(1);
                boolean counterIsNamed = !type.group(2).equals("counter") || family.endsWith("_total");
                require(counterIsNamed && types.put(family, type.group(2)) == null, line);
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            require(sample.matches() && isOf(family, types, sample.group(1)), line);
            String labels = sample.group(2) == null ? "" : sample.group(2);
            require(labels.isEmpty() || LABELS.matcher(labels).matches(), line);
            require(series.add(sample.group(1) + labels) && isNumber(sample.group(3)), line);
            samples.add(sample.group(1));
        }
        return new Exposition(types, help, samples, series);
    }

    /** The labels of a series. */
    static Map<String, String> labels(String series) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(series).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    private static boolean isOf(String family, Map<String, String> types, String sample) {
        List<String> parts = "summary".equals(types.get(family))
                ? List.of(family, family + "_count", family + "_sum")
                : List.of(family);
        return parts.contains(sample);
    }

    private static boolean isNumber(String text) {
        return text.matches("NaN|[+-]Inf|-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new IllegalArgumentException("not Prometheus' text form: " + line);
        }
    }
}
