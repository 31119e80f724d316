package org.banyan.cli.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;

/** The genesis file of a chain, given by itself or by the directory of its project. */
record GenesisFile(Path path) {
    static final String NAME = "genesis.conf";

    /** Largest file, as nodes take it. */
    static final long BYTES_MAX = 1L << 20;

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(#|//).*$");
    private static final Pattern PARENT =
            Pattern.compile("(?m)(^|[\\s,{])\"?parents\"?\\s*\\+?[=:]\\s*\\[\\s*[^\\s\\]]");

    /** @throws CliException if there is none */
    static GenesisFile find(Path given) {
        Path file = (Files.isDirectory(given) ? given.resolve(NAME) : given)
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(file)) {
            throw CliException.usage(
                    "there is no genesis file " + file,
                    "give a directory with " + NAME + ", such as one that `banyan new chain` has written, or the file");
        }
        return new GenesisFile(file);
    }

    /** @throws CliException if it cannot be read as text */
    String text() {
        try {
            long size = Files.size(path);
            if (size > BYTES_MAX) {
                throw CliException.usage(
                        "the file " + path + " has " + size + " bytes, more than " + BYTES_MAX,
                        "check which file it is");
            }
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw CliException.usage(
                    "the file " + path + " cannot be read as text: " + unreadable.getMessage(),
                    "check its permissions and that it is UTF-8");
        }
    }

    /** Whether the text has a list of parents with something in it; what it is, the node reads. */
    static boolean namesParent(String text) {
        return PARENT.matcher(COMMENT.matcher(text).replaceAll("")).find();
    }
}
