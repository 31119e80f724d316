package org.banyan.node.configuration;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of a program, in the order of its reference page. */
public final class Settings {
    private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a name occurs twice or a built-in value is none of its setting */
    public Settings(List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            if (byName.put(setting.name(), setting) != null) {
                throw new IllegalArgumentException("setting " + setting.name() + " is defined twice");
            }
            setting.defect(setting.builtIn()).ifPresent(defect -> {
                throw new IllegalArgumentException("the built-in value of " + setting.name() + " is not " + defect);
            });
        }
    }

    public Collection<Setting<?>> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    public Optional<Setting<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The known name that differs least from {@code name}, when that is little. */
    public Optional<String> nearest(String name) {
        String best = "";
        int least = Math.max(2, name.length() / 3) + 1;
        for (String known : byName.keySet()) {
            int distance = distance(name, known);
            if (distance < least) {
                least = distance;
                best = known;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Letters to insert, delete or exchange. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchanged, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
