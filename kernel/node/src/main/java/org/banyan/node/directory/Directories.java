package org.banyan.node.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;

/** Making and removing directories, with the path in every message. */
public final class Directories {
    private Directories() {}

    public static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot make " + directory + ": " + failed, failed);
        }
    }

    /** Removes a directory with all that is in it; follows no links. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot remove " + directory + ": " + failed, failed);
        }
    }
}
