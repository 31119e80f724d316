package org.banyan.node.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.banyan.consensus.LightClient;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.core.chain.GenesisCheckpoint;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotRestore;
import org.banyan.core.snapshot.SnapshotRule;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.node.directory.Directories;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.ChainDefinitions;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.specification.ChainSpecification;

/** Makes a chain's store of a snapshot: beside the place first, moved there when every check was passed. */
public final class SnapshotStore {
    private static final String RESTORING = ".restoring";

    private final Plugins plugins;
    private final ChainDefinition chain;
    private final String engine;

    /** Where chunks come from, by number. */
    @FunctionalInterface
    public interface Chunks {
        Bytes chunk(int number);
    }

    /** @param engine of the store */
    public SnapshotStore(Plugins plugins, ChainSpecification specification, String engine) {
        this.plugins = plugins;
        this.chain = ChainDefinitions.of(plugins, specification);
        this.engine = engine;
    }

    public ChainDefinition chain() {
        return chain;
    }

    /** Everything that a manifest and its trail show without the chunks. */
    public Verdict check(SnapshotManifest manifest, SnapshotTrail trail, SnapshotTrust trust) {
        if (!manifest.chainId().equals(chain.rules().chainId())) {
            return Verdict.rejected(
                    SnapshotRule.MANIFEST.id(),
                    "the snapshot is of chain " + manifest.chainId() + ", the genesis here is that of chain "
                            + chain.rules().chainId());
        }
        Checkpoint genesis = GenesisCheckpoint.of(chain);
        Verdict trusted = trust.check(genesis.header());
        if (!trusted.isAccepted()) {
            return trusted;
        }
        LightClient client = plugins.consensus(
                        chain.rules().specification().consensus().id())
                .lightClient(chain.rules().suite(), genesis);
        return trail.check(
                client,
                manifest.block(),
                manifest.height(),
                chain.rules().suite().hash());
    }

    /**
     * Restores into a new store at {@code place}; nothing is there when the verdict is no.
     *
     * @param progress told how many chunks are in
     * @throws RefusalException if there is something already, or it cannot be written
     */
    public Verdict restore(
            SnapshotManifest manifest,
            SnapshotTrail trail,
            SnapshotTrust trust,
            Chunks chunks,
            Path place,
            IntConsumer progress) {
        if (Files.exists(place)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    place + " is there already; a snapshot is restored where the chain has no store yet. Move the store"
                            + " away first");
        }
        Path restoring = place.resolveSibling(place.getFileName() + RESTORING);
        Directories.delete(restoring);
        Directories.create(Objects.requireNonNull(restoring.toAbsolutePath().getParent(), "a store is in a directory"));
        Verdict verdict = check(manifest, trail, trust);
        if (verdict.isAccepted()) {
            verdict = fill(manifest, trail, trust, chunks, restoring, progress);
        }
        if (verdict.isAccepted()) {
            SnapshotFolder.move(restoring, place);
        } else {
            Directories.delete(restoring);
        }
        return verdict;
    }

    private Verdict fill(
            SnapshotManifest manifest,
            SnapshotTrail trail,
            SnapshotTrust trust,
            Chunks chunks,
            Path place,
            IntConsumer progress) {
        try (KeyValueStore store = plugins.store(engine).open(place)) {
            SnapshotRestore restore = new SnapshotRestore(chain, manifest, trust, store, new SequentialRunner());
            for (int number = 0; number < manifest.chunks().size(); number++) {
                Verdict verdict = restore.take(chunks.chunk(number));
                if (!verdict.isAccepted()) {
                    return verdict;
                }
                progress.accept(restore.taken());
            }
            return restore.finish(trail);
        }
    }
}
