package org.banyan.node.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.core.sync.SnapshotOffer;
import org.banyan.core.sync.SnapshotPeers;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;

/** Pieces of snapshots that are fetched from peers, in a folder for each manifest: they outlive the process, and are checked again when they are read. */
public final class PieceFolder implements SnapshotPeers.Pieces {
    /** What a manifest says of its size is believed of nobody, and may be far beyond the disk. */
    private static final long FREE_BYTES_MIN = 512L << 20;

    private final Path folder;
    private final SnapshotStore store;
    private final SnapshotTrust trust;

    public PieceFolder(Path folder, SnapshotStore store, SnapshotTrust trust) {
        this.folder = folder;
        this.store = store;
        this.trust = trust;
    }

    @Override
    public Verdict check(SnapshotManifest manifest, SnapshotTrail trail) {
        return store.check(manifest, trail, trust);
    }

    @Override
    public Optional<Bytes> kept(Hash manifest, int piece) {
        Path file = file(manifest, piece);
        return Files.exists(file) ? Optional.of(SnapshotFolder.read(file, SnapshotTrail.BYTES_MAX)) : Optional.empty();
    }

    /** Whole or not at all, but for a power cut, after which its hash does not match. */
    @Override
    public void keep(Hash manifest, int piece, Bytes bytes) {
        Path file = file(manifest, piece);
        Directories.create(folder.resolve(manifest.toHex()));
        long free = folder.toFile().getUsableSpace();
        if (free - bytes.size() < FREE_BYTES_MIN) {
            throw new RefusalException(
                    ExitCode.STORE,
                    "a snapshot from peers does not fit: " + (free >> 20) + " MiB are free in " + folder
                            + ", of which " + (FREE_BYTES_MIN >> 20)
                            + " stay for the rest; make room, or start with sync-mode = full and without this folder");
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        SnapshotFolder.put(fresh, bytes, false);
        SnapshotFolder.move(fresh, file);
    }

    @Override
    public void drop(Hash manifest) {
        Directories.delete(folder.resolve(manifest.toHex()));
    }

    /** Makes the chain's store of what is kept. */
    public Verdict restore(Hash id, SnapshotManifest manifest, SnapshotTrail trail, Path place) {
        return store.restore(
                manifest,
                trail,
                trust,
                number -> SnapshotFolder.read(file(id, SnapshotOffer.FIRST_CHUNK + number), SnapshotTrail.BYTES_MAX),
                place,
                chunks -> {});
    }

    /** Removes all pieces. */
    public void clear() {
        Directories.delete(folder);
    }

    private Path file(Hash manifest, int piece) {
        return folder.resolve(manifest.toHex()).resolve(SnapshotFolder.pieceName(piece));
    }
}
