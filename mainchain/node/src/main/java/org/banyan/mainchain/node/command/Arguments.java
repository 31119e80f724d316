package org.banyan.mainchain.node.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/**
 * What was typed: {@code COMMAND [WORD]... [--name value | --name=value | --switch]...}.
 *
 * @param words after the command, such as {@code explain api-port}
 * @param flags names without dashes; a switch has an empty value
 */
public record Arguments(String command, List<String> words, Map<String, String> flags, List<Path> files) {
    /** Repeatable. */
    private static final String CONFIG = "config";

    /** Flags without a value. */
    private static final List<String> SWITCHES = List.of("fresh", "help", "json", "sources");

    public Arguments {
        words = List.copyOf(words);
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
        files = List.copyOf(files);
    }

    /** @throws RefusalException if a flag has no value or stands twice */
    public static Arguments parse(String... typed) {
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < typed.length; i++) {
            if (!typed[i].startsWith("--")) {
                words.add(typed[i]);
                continue;
            }
            int equals = typed[i].indexOf('=');
            String name = equals < 0 ? typed[i].substring(2) : typed[i].substring(2, equals);
            String value = "";
            if (equals >= 0) {
                value = typed[i].substring(equals + 1);
            } else if (!SWITCHES.contains(name)) {
                i++;
                if (i == typed.length) {
                    throw new RefusalException(ExitCode.USAGE, "--" + name + " needs a value");
                }
                value = typed[i];
            }
            if (name.equals(CONFIG)) {
                files.add(Path.of(value));
            } else if (flags.put(name, value) != null) {
                throw new RefusalException(ExitCode.USAGE, "--" + name + " is given twice");
            }
        }
        return words.isEmpty()
                ? new Arguments("help", words, flags, files)
                : new Arguments(words.getFirst(), words.subList(1, words.size()), flags, files);
    }

    boolean has(String flag) {
        return flags.containsKey(flag);
    }

    Optional<String> flag(String name) {
        return Optional.ofNullable(flags.get(name));
    }

    /** The flags without those that are a command's own. */
    Map<String, String> settings(List<String> own) {
        Map<String, String> rest = new LinkedHashMap<>(flags);
        own.forEach(rest::remove);
        return rest;
    }
}
