package org.banyan.cli.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.banyan.cli.base.CliException;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;

/** Arguments of a call as given on the command line: a JSON object, or {@code @FILE} with one. */
final class Arguments {
    /** Largest file. */
    static final long FILE_BYTES_MAX = 4L * 1024 * 1024;

    private static final String FIX = "give an object in single quotes, such as '{\"owner\":\"bob\"}', or @FILE";

    private Arguments() {}

    static Json.Object parse(String given) {
        String text = given.startsWith("@") ? file(given.substring(1)) : given;
        try {
            if (Json.parse(text) instanceof Json.Object object) {
                return object;
            }
            throw CliException.usage("the arguments are JSON but no object", FIX);
        } catch (JsonException malformed) {
            throw CliException.usage("the arguments are " + malformed.getMessage(), FIX);
        }
    }

    private static String file(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > FILE_BYTES_MAX) {
                throw CliException.usage(
                        "the file " + name + " has more than " + FILE_BYTES_MAX + " bytes",
                        "transactions are far smaller; check which file it is");
            }
            return Files.readString(path);
        } catch (IOException | InvalidPathException unreadable) {
            throw CliException.usage("the file " + name + " cannot be read: " + unreadable.getMessage(), FIX);
        }
    }
}
