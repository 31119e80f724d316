package org.banyan.node.configuration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/** Reads a HOCON file of settings: {@code name = value} lines, names as everywhere else. */
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
     * Text from elsewhere: it includes no files and reads no variables of this process.
     *
     * @param origin for messages
     * @throws RefusalException if it is too long or no HOCON
     */
    public static Config parseText(String text, String origin, long charactersMax) {
        if (text.length() > charactersMax) {
            throw new RefusalException(ExitCode.CONFIG, origin + " has more than " + charactersMax + " characters");
        }
        try {
            return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setIncluder(new NoIncludes()))
                    .resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException | StackOverflowError unreadable) {
            throw new RefusalException(
                    ExitCode.CONFIG, origin + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Refuses every include. */
    private static final class NoIncludes implements ConfigIncluder {
        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            throw new ConfigException.Generic("it includes '" + what + "'; text from elsewhere includes nothing");
        }
    }

    /** @throws RefusalException if the file is missing, has more than {@code bytesMax} bytes or is no HOCON */
    public static Config parse(Path file, long bytesMax) {
        try {
            if (Files.size(file) > bytesMax) {
                throw new RefusalException(
                        ExitCode.CONFIG, "configuration file " + file + " has more than " + bytesMax + " bytes");
            }
            return ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (IOException | ConfigException unreadable) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "configuration file " + file + " cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
