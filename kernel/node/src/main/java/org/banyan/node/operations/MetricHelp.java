package org.banyan.node.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Gives each metric the words that say what it means; {@code metrics.properties} has them by the names of a scrape. */
final class MetricHelp implements MeterFilter {
    private static final String FILE = "metrics.properties";

    /** What the text form adds to names. */
    private static final List<String> ENDS = List.of("", "_total", "_seconds");

    private final Map<String, String> words = new TreeMap<>();

    MetricHelp() {
        Properties read = new Properties();
        try (InputStream file = MetricHelp.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the jar of " + MetricHelp.class.getName() + " lacks its file " + FILE);
            }
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE + " cannot be read", unreadable);
        }
        read.stringPropertyNames().forEach(name -> words.put(name, read.getProperty(name, "")));
    }

    /** What is said of the metric with this name in a scrape; empty when there is none. */
    String of(String name) {
        return words.getOrDefault(name, "");
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        for (String end : ENDS) {
            String said = of(id.getName() + end);
            if (!said.isEmpty()) {
                return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), said, id.getType());
            }
        }
        return id;
    }
}
