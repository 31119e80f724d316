package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Cursor;
import org.banyan.spi.store.KeyValueStore.Entry;
import org.banyan.types.Bytes;

/** A store's folder as a test sees it: opened with small buffers, copied while it is open, changed byte by byte. */
record StoreFolder(Path path) {
    /** Small enough that a test fills logs and tables. */
    static final LevelDbOptions SMALL =
            LevelDbOptions.DEFAULT.withWriteBufferBytes(LevelDbOptions.WRITE_BUFFER_BYTES_MIN);

    LevelDbKeyValueStore open() {
        return LevelDbKeyValueStore.open(path, SMALL);
    }

    /** What a process that dies now leaves behind: the system keeps what was written to mapped memory. */
    StoreFolder copyTo(Path target) throws IOException {
        Files.createDirectories(target);
        List<Path> before;
        do {
            before = files();
            for (Path file : before) {
                try {
                    Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException compactedMeanwhile) {
                    break;
                }
            }
        } while (!files().equals(before)); // until no compaction ran meanwhile
        StoreFolder copy = new StoreFolder(target);
        for (Path file : copy.files()) {
            if (!Files.exists(path.resolve(file.getFileName()))) {
                Files.delete(file);
            }
        }
        return copy;
    }

    /** Whether the database consists of this file among others. */
    boolean needs(Path file) throws IOException {
        DatabaseFiles files = DatabaseFiles.in(path);
        Path manifest = files.manifest(path).orElseThrow();
        return file.getFileName().toString().matches("CURRENT|" + manifest.getFileName())
                || Manifest.read(path, manifest, true).tables().keySet().stream()
                        .anyMatch(number -> file.equals(files.tables().get(number)));
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    Path newestLog() throws IOException {
        return DatabaseFiles.in(path).logs().lastEntry().getValue();
    }

    static void flip(Path file, long bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, bit / 8);
            one.flip().put(0, (byte) (one.get(0) ^ 1 << bit % 8));
            channel.write(one, bit / 8);
        }
    }

    static void overwriteWithZeros(Path file, long from, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) Math.min(length, channel.size() - from)), from);
        }
    }

    static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    static Map<Bytes, Bytes> content(KeyValueStore store) {
        Map<Bytes, Bytes> content = new TreeMap<>();
        try (Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
            for (Optional<Entry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                content.put(next.get().key(), next.get().value());
            }
        }
        return content;
    }
}
