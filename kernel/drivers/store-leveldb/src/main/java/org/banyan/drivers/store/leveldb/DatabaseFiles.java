package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LevelDB's files in one directory, found by their names. */
record DatabaseFiles(SortedMap<Long, Path> logs, SortedMap<Long, Path> tables) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,18})\\.(log|sst|ldb)");
    private static final Pattern MANIFEST_NAME = Pattern.compile("MANIFEST-\\d{1,18}\n");

    static DatabaseFiles in(Path directory) throws IOException {
        DatabaseFiles found = new DatabaseFiles(new TreeMap<>(), new TreeMap<>());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = NUMBERED.matcher(file.getFileName().toString());
                if (name.matches()) {
                    (name.group(2).equals("log") ? found.logs : found.tables).put(Long.valueOf(name.group(1)), file);
                }
            }
        }
        return found;
    }

    /**
     * The manifest in force, or empty if the database was never created.
     *
     * @throws org.banyan.spi.store.StoreCorruptException if it must have been there once
     */
    Optional<Path> manifest(Path directory) throws IOException {
        Path current = directory.resolve("CURRENT");
        if (!Files.exists(current)) {
            if (logs.isEmpty() && tables.isEmpty()) {
                return Optional.empty();
            }
            throw Corruption.of(
                    directory,
                    "the file CURRENT is missing beside " + tables.size() + " tables and " + logs.size() + " logs");
        }
        String name = new String(Files.readAllBytes(current), java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!MANIFEST_NAME.matcher(name).matches()) {
            throw Corruption.of(directory, "the file CURRENT does not name a manifest");
        }
        Path manifest = directory.resolve(name.strip());
        if (!Files.exists(manifest)) {
            throw Corruption.of(directory, "the file " + manifest.getFileName() + " is missing");
        }
        return Optional.of(manifest);
    }

    /** Cuts {@code file} at {@code size} and makes that durable. */
    static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            channel.force(true);
        }
    }

    /** Makes the content of {@code file} durable, whoever wrote it; a directory's content is its list of names. */
    static void force(Path file) throws IOException {
        boolean folder = Files.isDirectory(file);
        if (folder && java.io.File.separatorChar == '\\') {
            return; // Windows keeps names durable itself and opens no folders
        }
        try (FileChannel channel =
                FileChannel.open(file, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
