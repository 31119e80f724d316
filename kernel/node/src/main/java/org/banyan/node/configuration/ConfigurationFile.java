package org.banyan.node.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/**
 * Reads a HOCON file of settings: {@code name = value} lines, names as everywhere else.
 *
 * <p>A text speaks for itself: it must not depend on other files, other hosts or the environment, and must not grow, so include and substitutions are refused.
 */
public final class ConfigurationFile {
    /** Largest file. */
    public static final long BYTES_MAX = 1 << 20;

    private ConfigurationFile() {}

    /** @throws RefusalException if the file is missing, too large or no HOCON */
    public static Layer read(Path file) {
        Config config = parse(file, BYTES_MAX);
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
            values.put(entry.getKey(), text(entry.getValue()));
        }
        return new Layer("file " + file, values);
    }

    private static String text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
            case OBJECT, LIST, NULL -> value.render();
        };
    }

    /**
     * Text from elsewhere.
     *
     * @param origin for messages
     * @throws RefusalException if it is too long, no HOCON, or uses include or substitutions
     */
    public static Config parseText(String text, String origin, long charactersMax) {
        if (text.length() > charactersMax) {
            throw new RefusalException(ExitCode.CONFIG, origin + " has more than " + charactersMax + " characters");
        }
        return parsed(origin, options -> ConfigFactory.parseString(text, options));
    }

    /** @throws RefusalException if the file is missing, has more than {@code bytesMax} bytes, is no HOCON, or uses include or substitutions */
    public static Config parse(Path file, long bytesMax) {
        String origin = "configuration file " + file;
        try {
            if (Files.size(file) > bytesMax) {
                throw new RefusalException(ExitCode.CONFIG, origin + " has more than " + bytesMax + " bytes");
            }
        } catch (IOException unreadable) {
            throw new RefusalException(
                    ExitCode.CONFIG, origin + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        return parsed(origin, options -> ConfigFactory.parseFile(file.toFile(), options.setAllowMissing(false)));
    }

    private static Config parsed(String origin, Function<ConfigParseOptions, Config> parser) {
        try {
            Config config = parser.apply(ConfigParseOptions.defaults().setIncluder(new NoInclude()));
            if (!config.isResolved()) {
                throw new RefusalException(
                        ExitCode.CONFIG, origin + " holds a substitution ${...}; write the value itself");
            }
            return config;
        } catch (ConfigException unreadable) {
            throw new RefusalException(
                    ExitCode.CONFIG, origin + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (StackOverflowError tooDeep) {
            // The parser is recursive and has no limit of its own; it keeps nothing that could be left half done.
            throw new RefusalException(ExitCode.CONFIG, origin + " is nested too deep to be read", tooDeep);
        }
    }
}
