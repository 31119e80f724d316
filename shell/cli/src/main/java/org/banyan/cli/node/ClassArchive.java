package org.banyan.cli.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The class data archive of nodes: the JVM writes it when a node is ended for the first time and takes the parsed classes from there ever after, which saves a third
 * of a start.
 *
 * <p>The JVM complains of an archive that is not of its jars and does not replace it. So the name tells which jars it is of, and archives of others are removed.
 */
final class ClassArchive {
    /** Later JVMs may know other flags; a node starts without an archive there. */
    private static final int JAVA_MAX = 25;

    /** The JVM takes no archive together with this flag; the other one keeps it as quiet. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private static final String NATIVE_ACCESS_WITH_ARCHIVE = "--illegal-native-access=allow";
    private static final String PREFIX = "node-";
    private static final String SUFFIX = ".jsa";

    /** Whether a node that finds no archive leaves one. Writing takes seconds of CPU when the node ends, so of nodes that start together one is enough. */
    enum Access {
        READ,
        WRITE
    }

    /** Of some generated classes the JVM says at length that they cannot be kept, which is nobody's concern. */
    private static final String NO_WORDS_ABOUT_CLASSES = "-Xlog:cds*=error";

    private ClassArchive() {}

    /**
     * A node's JVM flags with those of its archive, or as they were where there can be none.
     *
     * @param folder of archives; empty for none
     */
    static List<String> flags(List<String> nodeFlags, Path nodeJars, Path folder, int java, Access access) {
        if (folder.toString().isEmpty() || !Files.isWritable(folder) || java > JAVA_MAX) {
            return nodeFlags;
        }
        try {
            Path archive = folder.resolve(PREFIX + java + "-" + Long.toHexString(sumOf(nodeJars)) + SUFFIX);
            removeOthers(archive);
            if (access == Access.READ && !Files.exists(archive)) {
                return nodeFlags;
            }
            List<String> flags = new ArrayList<>(nodeFlags);
            flags.replaceAll(flag -> flag.equals(NATIVE_ACCESS) ? NATIVE_ACCESS_WITH_ARCHIVE : flag);
            flags.add("-Xshare:auto");
            flags.add(NO_WORDS_ABOUT_CLASSES);
            if (access == Access.WRITE) {
                flags.add("-XX:+AutoCreateSharedArchive");
            }
            flags.add("-XX:SharedArchiveFile=" + archive);
            return List.copyOf(flags);
        } catch (IOException unreadable) {
            // A node starts without an archive as well; if its jars cannot be read, it says so itself.
            return nodeFlags;
        }
    }

    /** Of names, sizes and times of the jars, which is what the JVM compares. */
    private static long sumOf(Path jars) throws IOException {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
            for (Path jar : files) {
                lines.add(jar.toAbsolutePath() + " " + Files.size(jar) + " "
                        + Files.getLastModifiedTime(jar).toMillis());
            }
        }
        lines.sort(null);
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /** A running node keeps its archive mapped even when the file is gone. */
    private static void removeOthers(Path archive) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(archive.toAbsolutePath().getParent(), PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (!file.getFileName().equals(archive.getFileName())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
