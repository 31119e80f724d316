package org.banyan.node.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Function;
import org.banyan.core.snapshot.SnapshotChunk;
import org.banyan.core.snapshot.SnapshotMaker;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.core.sync.SnapshotOffer;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.Bytes;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * A snapshot in a folder: {@code manifest}, {@code trail} and {@code chunk-00000} on. Written under another name and moved into place when all of it is on disk.
 */
public final class SnapshotFolder {
    private static final String MANIFEST = "manifest";
    private static final String TRAIL = "trail";
    private static final String PARTIAL = ".partial";

    private final Path folder;
    private final SnapshotManifest manifest;
    private final SnapshotTrail trail;

    private SnapshotFolder(Path folder, SnapshotManifest manifest, SnapshotTrail trail) {
        this.folder = folder;
        this.manifest = manifest;
        this.trail = trail;
    }

    /**
     * Makes a snapshot and keeps it here.
     *
     * @param make puts the chunks in their order
     * @throws RefusalException if the folder is there already or cannot be written
     */
    public static SnapshotFolder write(Path folder, Function<SnapshotMaker.Chunks, SnapshotMaker.Made> make) {
        if (Files.exists(folder)) {
            throw new RefusalException(
                    ExitCode.CONFIG, folder + " is there already; choose another folder, or remove it first");
        }
        Path partial = folder.resolveSibling(folder.getFileName() + PARTIAL);
        Directories.delete(partial);
        Directories.create(partial);
        try {
            SnapshotMaker.Made made = make.apply((number, chunk) -> put(partial.resolve(chunkName(number)), chunk));
            put(partial.resolve(TRAIL), SnapshotTrail.CODEC.encode(made.trail()));
            put(partial.resolve(MANIFEST), SnapshotManifest.CODEC.encode(made.manifest()));
            move(partial, folder);
            return new SnapshotFolder(folder, made.manifest(), made.trail());
        } catch (RuntimeException failed) {
            Directories.delete(partial);
            throw failed;
        }
    }

    /** @throws RefusalException if it is no snapshot */
    public static SnapshotFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new RefusalException(ExitCode.CONFIG, "there is no folder " + folder + "; name that of a snapshot");
        }
        return new SnapshotFolder(
                folder,
                decode(folder.resolve(MANIFEST), SnapshotManifest.BYTES_MAX, SnapshotManifest.CODEC),
                decode(folder.resolve(TRAIL), SnapshotTrail.BYTES_MAX, SnapshotTrail.CODEC));
    }

    public Path path() {
        return folder;
    }

    public SnapshotManifest manifest() {
        return manifest;
    }

    public SnapshotTrail trail() {
        return trail;
    }

    /** @throws RefusalException if the file is missing or larger than any chunk */
    public Bytes chunk(int number) {
        return read(folder.resolve(chunkName(number)), SnapshotChunk.BYTES_MAX);
    }

    /** The file of a piece, as peers number them. */
    Path file(int piece) {
        return folder.resolve(pieceName(piece));
    }

    static String pieceName(int piece) {
        return switch (piece) {
            case SnapshotOffer.MANIFEST_PIECE -> MANIFEST;
            case SnapshotOffer.TRAIL_PIECE -> TRAIL;
            default -> chunkName(piece - SnapshotOffer.FIRST_CHUNK);
        };
    }

    static String chunkName(int number) {
        return String.format(Locale.ROOT, "chunk-%05d", number);
    }

    private static <T> T decode(Path file, int bytesMax, Codec<T> codec) {
        try {
            return codec.decode(read(file, bytesMax));
        } catch (CodecException malformed) {
            throw new RefusalException(
                    ExitCode.CHECK_NEGATIVE,
                    file + " is damaged: " + malformed.getMessage() + "; take the snapshot again",
                    malformed);
        }
    }

    static Bytes read(Path file, int bytesMax) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new RefusalException(
                        ExitCode.CHECK_NEGATIVE,
                        file + " has more than the " + bytesMax + " bytes it may have; take the snapshot again");
            }
            return Bytes.wrap(bytes);
        } catch (IOException failed) {
            throw new RefusalException(
                    ExitCode.CHECK_NEGATIVE,
                    "cannot read " + file + ": " + failed + "; take the snapshot again",
                    failed);
        }
    }

    static void put(Path file, Bytes bytes) {
        put(file, bytes, true);
    }

    static void put(Path file, Bytes bytes, boolean synced) {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer all = ByteBuffer.wrap(bytes.readOnlyArray());
            while (all.hasRemaining()) {
                out.write(all);
            }
            if (synced) {
                out.force(true);
            }
        } catch (IOException failed) {
            throw new RefusalException(
                    ExitCode.CONFIG, "cannot write " + file + ": " + failed + "; see to room and rights there", failed);
        }
    }

    static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot move " + from + " to " + to + ": " + failed, failed);
        }
    }
}
