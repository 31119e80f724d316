package org.banyan.node.network;

import java.util.List;
import java.util.function.Consumer;
import org.banyan.core.peers.Standing;
import org.banyan.core.sync.ChainEffect;
import org.banyan.core.sync.ChainEvent;
import org.banyan.core.sync.RelayCounts;
import org.banyan.core.sync.SnapshotPeers;
import org.banyan.types.ChainId;

/** A chain that waits for a snapshot, among its peers. Restoring is done on a thread of its own. */
final class WaitingPart implements PeerPart {
    private final WaitingChain chain;
    private final SnapshotPeers machine;
    private final Consumer<ChainEvent> answers;

    WaitingPart(WaitingChain chain, long memoryBytes, Consumer<ChainEvent> answers) {
        this.chain = chain;
        this.machine = new SnapshotPeers(chain.hash(), memoryBytes, chain.pieces());
        this.answers = answers;
    }

    @Override
    public ChainId chainId() {
        return chain.chainId();
    }

    @Override
    public String name() {
        return chain.name();
    }

    @Override
    public Standing standing() {
        return chain.standing();
    }

    @Override
    public List<ChainEffect> step(ChainEvent event) {
        try {
            List<ChainEffect> effects = machine.step(event);
            chain.progress(machine.progress());
            return effects;
        } catch (RuntimeException failed) {
            // Pieces that cannot be kept would be fetched for ever.
            chain.failed(failed);
            throw failed;
        }
    }

    @Override
    public List<ChainEffect> flush() {
        return List.of();
    }

    @Override
    public boolean carryOut(ChainEffect effect) {
        if (!(effect instanceof ChainEffect.Restore restore)) {
            throw new IllegalStateException("a chain that waits has nobody for " + effect);
        }
        Thread thread = new Thread(() -> restore(restore), "restore-" + chain.name());
        thread.setDaemon(true);
        thread.start();
        return false;
    }

    private void restore(ChainEffect.Restore restore) {
        try {
            answers.accept(new ChainEvent.Restored(
                    restore.id(), chain.restore(restore.id(), restore.manifest(), restore.trail())));
        } catch (RuntimeException | Error failed) {
            chain.failed(failed);
        }
    }

    @Override
    public void afterwards(Runnable then) {
        then.run();
    }

    @Override
    public AmongPeers among() {
        return new AmongPeers(machine.count(), 0, true);
    }

    @Override
    public RelayCounts relayed() {
        return RelayCounts.NONE;
    }

    @Override
    public void close() {}
}
