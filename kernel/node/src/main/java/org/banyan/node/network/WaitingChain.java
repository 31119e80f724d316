package org.banyan.node.network;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.banyan.core.chain.GenesisCheckpoint;
import org.banyan.core.peers.Standing;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.core.sync.SnapshotPeers;
import org.banyan.node.snapshot.PieceFolder;
import org.banyan.node.snapshot.SnapshotStore;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.HashFunction;

/** A chain that this node has nothing of, until peers gave it a snapshot. Thread-safe. */
public final class WaitingChain {
    private final SnapshotStore store;
    private final PieceFolder pieces;
    private final Path place;
    private final Standing standing;
    private final CompletableFuture<Height> restored = new CompletableFuture<>();
    private volatile SnapshotPeers.Progress progress = new SnapshotPeers.Progress(false, 0, 0);

    /**
     * @param pieces folder for what is fetched
     * @param place of the chain's store
     */
    public WaitingChain(SnapshotStore store, SnapshotTrust trust, Path pieces, Path place) {
        this.store = store;
        this.pieces = new PieceFolder(pieces, store, trust);
        this.place = place;
        BlockId genesis = GenesisCheckpoint.of(store.chain()).id(hash());
        this.standing = new Standing(genesis, Height.GENESIS, genesis, Height.GENESIS);
    }

    public ChainId chainId() {
        return store.chain().rules().chainId();
    }

    public String name() {
        return store.chain().rules().specification().name();
    }

    HashFunction hash() {
        return store.chain().rules().suite().hash();
    }

    Standing standing() {
        return standing;
    }

    PieceFolder pieces() {
        return pieces;
    }

    /** Completed with the height at which the chain can go on, or with why it cannot. */
    public CompletableFuture<Height> restored() {
        return restored;
    }

    public SnapshotPeers.Progress progress() {
        return progress;
    }

    void progress(SnapshotPeers.Progress now) {
        progress = now;
    }

    Verdict restore(Hash id, SnapshotManifest manifest, SnapshotTrail trail) {
        Verdict verdict = pieces.restore(id, manifest, trail, place);
        if (verdict.isAccepted()) {
            pieces.clear();
            restored.complete(manifest.height());
        }
        return verdict;
    }

    /** No snapshot is waited for any more: what was fetched of one serves nobody. After the peers are closed. */
    public void giveUp() {
        pieces.clear();
    }

    void failed(Throwable failure) {
        restored.completeExceptionally(failure);
    }
}
