package org.banyan.node.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values from one source.
 *
 * @param source as shown to the operator, such as {@code flag} or {@code file node.conf}
 * @param values texts by name as found, known or not
 */
public record Layer(String source, Map<String, String> values) {
    public Layer {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The {@code BANYAN_} variables of the environment; those of other programs of ours are left out. */
    public static Layer environment(Map<String, String> environment, Settings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.all().forEach(setting -> {
            String value = environment.get(setting.variable());
            if (value != null) {
                values.put(setting.name(), value);
            }
        });
        return new Layer("environment", values);
    }
}
