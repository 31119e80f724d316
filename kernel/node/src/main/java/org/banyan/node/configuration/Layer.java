package org.banyan.node.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values from one source.
 *
 * @param source as shown to the operator, such as {@code flag} or {@code file node.conf}
 * @param values texts by name as found, known or not
 */
public record Layer(String source, Map<String, String> values) {
    private static final String PREFIX = "BANYAN_";

    public Layer {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The {@code BANYAN_} variables of the environment. Those in {@code others} belong to other programs; any further one is taken as a setting, so that a
     * mistyped name is told and not passed over.
     */
    public static Layer environment(Map<String, String> environment, List<String> others) {
        Map<String, String> values = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !others.contains(variable)) {
                values.put(
                        variable.substring(PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'),
                        value);
            }
        });
        return new Layer("environment", values);
    }
}
