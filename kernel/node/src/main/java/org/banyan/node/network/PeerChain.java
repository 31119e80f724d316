package org.banyan.node.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.peers.Standing;
import org.banyan.core.sync.ChainEffect;
import org.banyan.core.sync.ChainEvent;
import org.banyan.core.sync.ChainPeers;
import org.banyan.core.sync.ReceivedBlock;
import org.banyan.core.sync.RelayCounts;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.node.chain.ChainUnavailableException;
import org.banyan.node.chain.Lane;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.SealedBlock;
import org.banyan.node.snapshot.SnapshotShelf;
import org.banyan.types.ChainId;
import org.banyan.types.Verdict;

/**
 * One chain among its peers: its part of the protocol, and two lanes on which what peers sent is handed to the chain, so that a chain that is busy with
 * transactions still takes blocks and votes. The protocol itself runs on the lane of the loop.
 */
final class PeerChain implements PeerPart {
    private final RunningChain chain;
    private final StoredChain source;
    private final ChainPeers peers;
    private final Lane blocks;
    private final Lane transactions;
    private final Consumer<ChainEvent> answers;

    /**
     * @param shelf snapshots of the chain
     * @param answers takes what became of blocks and transactions, on any thread
     */
    PeerChain(
            RunningChain chain,
            SnapshotShelf shelf,
            long memoryBytes,
            Lane blocks,
            Lane transactions,
            Consumer<ChainEvent> answers) {
        this.chain = chain;
        this.source = new StoredChain(chain, shelf);
        this.peers = new ChainPeers(
                chain.chainId(),
                chain.rules().suite().hash(),
                chain.specification().limits(),
                memoryBytes,
                source);
        this.blocks = blocks;
        this.transactions = transactions;
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
        return source.standing();
    }

    @Override
    public List<ChainEffect> step(ChainEvent event) {
        return peers.step(event);
    }

    @Override
    public List<ChainEffect> flush() {
        return peers.flush();
    }

    @Override
    public AmongPeers among() {
        long height = chain.status().head().height().value();
        return new AmongPeers(peers.count(), Math.max(0, peers.heightClaimed() - height), peers.isSyncing());
    }

    @Override
    public RelayCounts relayed() {
        return peers.relayed();
    }

    @Override
    public boolean carryOut(ChainEffect effect) {
        return switch (effect) {
            case ChainEffect.Import wanted -> {
                boolean taken = blocks.offer(() -> importBlocks(wanted.blocks()));
                if (!taken) {
                    answers.accept(new ChainEvent.Handled(wanted.blocks(), List.of()));
                }
                yield taken;
            }
            case ChainEffect.AddWitness add ->
                blocks.offer(() -> unlessBusy(() -> chain.addWitness(add.block(), add.witness())));
            case ChainEffect.Hear hear -> blocks.offer(() -> unlessBusy(() -> chain.hear(hear.message())));
            case ChainEffect.Submit submit -> {
                boolean taken = transactions.offer(() -> submit(submit));
                if (!taken) {
                    answers.accept(new ChainEvent.Judged(submit.from(), submit.envelopes(), List.of()));
                }
                yield taken;
            }
            case ChainEffect.Restore restore -> throw new IllegalStateException("a chain that runs needs no snapshot");
            case ChainEffect.Send send -> throw new IllegalStateException("frames are the loop's to send");
            case ChainEffect.Broke broke -> throw new IllegalStateException("scores are the loop's to keep");
        };
    }

    @Override
    public void afterwards(Runnable then) {
        boolean taken = blocks.offer(() -> {
            if (!transactions.offer(then)) {
                then.run();
            }
        });
        if (!taken) {
            then.run();
        }
    }

    private void importBlocks(List<ReceivedBlock> received) {
        List<ImportOutcome> outcomes = new ArrayList<>();
        unlessBusy(() -> outcomes.addAll(
                received.size() == 1
                        ? List.of(chain.importBlock(
                                received.getFirst().block(), received.getFirst().witness()))
                        : chain.importBlocks(received.stream()
                                .map(each -> new SealedBlock(each.block(), each.witness()))
                                .toList())));
        answers.accept(new ChainEvent.Handled(received, outcomes));
    }

    private void submit(ChainEffect.Submit submit) {
        List<Verdict> verdicts = new ArrayList<>();
        unlessBusy(() -> verdicts.addAll(chain.submitAll(submit.envelopes(), Origin.PEERS)));
        answers.accept(new ChainEvent.Judged(submit.from(), submit.envelopes(), verdicts));
    }

    /** What a busy chain does not take now, peers say again; a chain that failed has told its host. */
    private void unlessBusy(Runnable task) {
        try {
            task.run();
        } catch (ChainUnavailableException busy) {
            // said again by standings, headers and votes
        } catch (RuntimeException failed) {
            if (!chain.isStopped()) {
                throw failed;
            }
        }
    }

    @Override
    public void close() {
        blocks.close(() -> {});
        transactions.close(() -> {});
    }
}
