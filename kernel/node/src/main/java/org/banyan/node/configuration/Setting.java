package org.banyan.node.configuration;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing the operator can choose.
 *
 * @param name lower case with dashes: {@code --api-port}, {@code BANYAN_API_PORT} and {@code api-port} in files
 * @param form what may be written, for messages and the reference page
 * @param builtIn what holds when nobody says anything; empty text means "none"
 * @param meaning one sentence
 * @param parser the value of a text, or {@link IllegalArgumentException} saying what is wrong
 */
public record Setting<T>(String name, String form, String builtIn, String meaning, Function<String, T> parser) {
    public static Setting<String> text(String name, String builtIn, String meaning) {
        return new Setting<>(name, "text", builtIn, meaning, text -> text);
    }

    /** A whole number within bounds. */
    public static Setting<Integer> number(String name, int builtIn, int min, int max, String meaning) {
        String form = "number from " + min + " to " + max;
        return new Setting<>(name, form, Integer.toString(builtIn), meaning, text -> {
            if (!text.matches("-?[0-9]{1,10}") || Long.parseLong(text) < min || Long.parseLong(text) > max) {
                throw new IllegalArgumentException("a " + form);
            }
            return Integer.valueOf(text);
        });
    }

    /** One of a few words. */
    public static Setting<String> choice(String name, String builtIn, String meaning, String... words) {
        String form = "one of " + String.join(", ", words);
        return new Setting<>(name, form, builtIn, meaning, text -> {
            for (String word : words) {
                if (word.equals(text)) {
                    return text;
                }
            }
            throw new IllegalArgumentException(form);
        });
    }

    /** Name of the environment variable. */
    public String variable() {
        return "BANYAN_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** What is wrong with {@code text}, if anything. */
    Optional<String> defect(String text) {
        try {
            Object ignored = parser.apply(text);
            return Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }
}
