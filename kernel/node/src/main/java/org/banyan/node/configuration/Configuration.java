package org.banyan.node.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/**
 * The value of every setting, with the source it came from. Immutable.
 *
 * <p>Precedence: flag, environment, files (later wins), profile, network preset, built-in. Every layer is checked, also where a stronger one hides it, and
 * all problems are told at once.
 */
public final class Configuration {
    public static final String BUILT_IN = "built-in";

    private final Settings settings;
    private final Map<String, Chosen> chosen;

    /** A value and where it comes from. */
    public record Chosen(String text, String source) {}

    private Configuration(Settings settings, Map<String, Chosen> chosen) {
        this.settings = settings;
        this.chosen = chosen;
    }

    /**
     * @param layers strongest first
     * @throws RefusalException listing every unknown name and every bad value
     */
    public static Configuration of(Settings settings, List<Layer> layers) {
        List<String> problems = new ArrayList<>();
        Map<String, Chosen> chosen = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.values().forEach((name, text) -> check(settings, layer, name, text, problems));
        }
        if (!problems.isEmpty()) {
            throw new RefusalException(ExitCode.CONFIG, String.join("\n", problems));
        }
        for (Setting<?> setting : settings.all()) {
            chosen.put(setting.name(), choose(setting, layers));
        }
        return new Configuration(settings, chosen);
    }

    private static void check(Settings settings, Layer layer, String name, String text, List<String> problems) {
        settings.find(name)
                .ifPresentOrElse(
                        setting -> setting.defect(text)
                                .ifPresent(defect -> problems.add(
                                        name + " = '" + text + "' (" + layer.source() + ") is not " + defect)),
                        () -> problems.add("there is no setting '" + name + "' (" + layer.source() + ")"
                                + settings.nearest(name)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; see the list: config show")));
    }

    private static Chosen choose(Setting<?> setting, List<Layer> layers) {
        for (Layer layer : layers) {
            String text = layer.values().get(setting.name());
            if (text != null) {
                return new Chosen(text, layer.source());
            }
        }
        return new Chosen(setting.builtIn(), BUILT_IN);
    }

    /** @throws IllegalArgumentException if the setting is none of this program's */
    public <T> T get(Setting<T> setting) {
        return setting.parser().apply(chosen(setting.name()).text());
    }

    /** @throws IllegalArgumentException if there is no such setting */
    public Chosen chosen(String name) {
        Chosen value = chosen.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting " + name);
        }
        return value;
    }

    public Settings settings() {
        return settings;
    }

    /** Sources in use other than the built-in values, strongest first. */
    public List<String> sources() {
        return chosen.values().stream()
                .map(Chosen::source)
                .filter(source -> !source.equals(BUILT_IN))
                .distinct()
                .toList();
    }
}
