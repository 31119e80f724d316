package org.banyan.node.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.core.sync.SnapshotOffer;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots of one chain that a node serves, each in a folder named by its height. Read by any thread; put there by one. */
public final class SnapshotShelf {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.snapshot");

    /** Newest snapshots that are served; whoever fetches one has until the next but one to be done. */
    static final int KEPT_MAX = 2;

    private final Path folder;
    private final HashFunction hash;

    /** Newest first. */
    private volatile List<Served> served = List.of();

    private record Served(SnapshotFolder folder, SnapshotOffer offer) {}

    private SnapshotShelf(Path folder, HashFunction hash) {
        this.folder = folder;
        this.hash = hash;
    }

    /** Serves what is in the folder, which need not exist. */
    public static SnapshotShelf open(Path folder, HashFunction hash) {
        SnapshotShelf shelf = new SnapshotShelf(folder, hash);
        for (Path each : shelf.folders()) {
            try {
                shelf.add(SnapshotFolder.open(each));
            } catch (RefusalException damaged) {
                LOG.warn("{} is not served: {}", each, damaged.getMessage());
            }
        }
        return shelf;
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(each -> each.getFileName().toString().matches("[0-9]{1,18}"))
                    .sorted(Comparator.comparingLong(SnapshotShelf::height))
                    .toList();
        } catch (IOException failed) {
            throw new RefusalException(ExitCode.CONFIG, "cannot list " + folder + ": " + failed, failed);
        }
    }

    private static long height(Path folder) {
        return Long.parseLong(folder.getFileName().toString());
    }

    /** Where a snapshot of a height belongs. */
    Path place(long height) {
        return folder.resolve(Long.toString(height));
    }

    /** Serves it, and removes what is served no longer. */
    void add(SnapshotFolder made) {
        SnapshotManifest manifest = made.manifest();
        SnapshotOffer offer = new SnapshotOffer(
                manifest.id(hash),
                manifest.height(),
                SnapshotManifest.CODEC.encode(manifest).size(),
                SnapshotTrail.CODEC.encode(made.trail()).size());
        List<Served> now = new ArrayList<>(served);
        now.add(new Served(made, offer));
        now.sort(Comparator.comparing((Served each) -> each.offer().height()).reversed());
        List<Served> kept = now.subList(0, Math.min(KEPT_MAX, now.size()));
        served = List.copyOf(kept);
        now.subList(kept.size(), now.size())
                .forEach(old -> Directories.delete(old.folder().path()));
    }

    /** Height of the newest; -1 when there is none. */
    public long newest() {
        return served.isEmpty() ? -1 : served.getFirst().offer().height().value();
    }

    public Optional<SnapshotOffer> offer() {
        return served.stream().map(Served::offer).findFirst();
    }

    /** At most so many bytes of a piece from an offset on; empty when there is no such piece, or it is shorter. */
    public Optional<Bytes> part(Hash manifest, int piece, long offset, int bytesMax) {
        return served.stream()
                .filter(each -> each.offer().manifest().equals(manifest))
                .findFirst()
                .filter(each -> piece >= 0
                        && piece
                                < SnapshotOffer.FIRST_CHUNK
                                        + each.folder().manifest().chunks().size())
                .flatMap(each -> part(each.folder().file(piece), offset, bytesMax));
    }

    private static Optional<Bytes> part(Path file, long offset, int bytesMax) {
        try (FileChannel in = FileChannel.open(file)) {
            long left = in.size() - offset;
            if (offset < 0 || left < 0) {
                return Optional.empty();
            }
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(left, bytesMax));
            while (part.hasRemaining() && in.read(part, offset + part.position()) >= 0) {
                // read on
            }
            return part.hasRemaining() ? Optional.empty() : Optional.of(Bytes.wrap(part.array()));
        } catch (IOException gone) {
            LOG.warn("cannot serve {}: {}", file, gone.toString());
            return Optional.empty();
        }
    }
}
