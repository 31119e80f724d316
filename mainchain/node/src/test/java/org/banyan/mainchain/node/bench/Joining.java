package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.snapshot.SnapshotMaker;
import org.banyan.core.snapshot.SnapshotTrust;
import org.banyan.mainchain.node.replay.ChainFile;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.chain.SealedBlock;
import org.banyan.node.host.Plugins;
import org.banyan.node.snapshot.SnapshotFolder;
import org.banyan.node.snapshot.SnapshotStore;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.specification.ChainSpecification;

/**
 * W23: a node that has nothing of a chain comes to its newest final block, by all its blocks and by a snapshot. Both begin with what a peer would have sent, in files or
 * in memory, and end with the chain open at that block; what the network takes is left out of both. Blocks are replayed once, the snapshot is restored for each pair.
 */
final class Joining {
    /** Transfers of each block behind those that fund the accounts. */
    private static final int TRANSFERS = 20;

    private static final int GROUP = 16;

    private final Lab lab;

    Joining(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() throws IOException {
        BenchChain ahead = lab.chain();
        makeBlocks(ahead);
        BlockId reached = ahead.chain().status().finalId();
        long height = ahead.chain().status().finalHeader().height().value();
        lab.say("making the snapshot of height " + height);
        Meter begun = Meter.start();
        SnapshotFolder snapshot = snapshot(ahead.chain(), new Height(height));
        Meter making = begun.used();
        lab.say("replaying " + height + " blocks");
        Meter replay = replay(ahead.chain(), height, reached);
        List<Double> ratios = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        Series restored = new Series(1);
        for (int run = 0; run < lab.options().pairs(); run++) {
            lab.say("restoring, run " + run);
            Meter restore = restore(ahead.chain().specification(), snapshot, reached, lab.folder("restored-" + run));
            restored.add(restore);
            ratios.add((double) replay.wallNanos() / restore.wallNanos());
            cpuRatios.add((double) replay.cpuNanos() / restore.cpuNanos());
        }
        return List.of(
                described(Row.of(Goals.W23_CPU, cpuRatios), snapshot, height, making, replay, restored),
                described(Row.of(Goals.W23_WALL, ratios), snapshot, height, making, replay, restored));
    }

    private void makeBlocks(BenchChain chain) {
        lab.say("making " + lab.options().blocks() + " blocks");
        for (int i = 0; i < lab.options().blocks(); i++) {
            var transfers = lab.transfers(new Shape.Uniform(lab.options().accounts()), chain, TRANSFERS);
            chain.submit(transfers.stream().map(Transfers.Prepared::envelope).toList());
            chain.block();
        }
    }

    private SnapshotFolder snapshot(RunningChain chain, Height height) {
        return chain.look(parts -> SnapshotFolder.write(
                lab.folder("snapshot"),
                chunks -> new SnapshotMaker(parts.chain(), parts.store(), chunks).make(height)));
    }

    /** All blocks up to the final one, into a chain of its own. */
    private Meter replay(RunningChain from, long height, BlockId reached) throws IOException {
        Meter used = new Meter(0, 0, 0);
        try (BenchChain fresh =
                new BenchChain(from.specification(), lab.folder("replayed"), lab.workers(), lab.runner(), false)) {
            for (long next = 1; next <= height; next += GROUP) {
                long first = next;
                List<ChainFile.Sealed> group =
                        from.read(engine -> group(engine, first, Math.min(height, first + GROUP - 1)));
                fresh.at(group.getLast().block().header().time());
                List<SealedBlock> blocks = group.stream()
                        .map(each -> new SealedBlock(each.block(), each.witness()))
                        .toList();
                used = used.plus(Meter.of(() -> fresh.chain().importBlocks(blocks)));
            }
            if (!fresh.chain().status().finalId().equals(reached)) {
                throw new IllegalStateException("the replay came to another final block");
            }
        }
        return used;
    }

    private static List<ChainFile.Sealed> group(ChainEngine engine, long first, long last) {
        List<ChainFile.Sealed> group = new ArrayList<>();
        for (long height = first; height <= last; height++) {
            BlockId id = engine.store().finalAt(new Height(height)).orElseThrow();
            group.add(new ChainFile.Sealed(
                    engine.store().block(id).orElseThrow(), engine.store().witness(id)));
        }
        return group;
    }

    private Meter restore(ChainSpecification specification, SnapshotFolder snapshot, BlockId reached, Path place) {
        Meter begun = Meter.start();
        Plugins plugins = Plugins.found().with(new TrustedRuntime());
        SnapshotFolder read = SnapshotFolder.open(snapshot.path());
        Verdict verdict = new SnapshotStore(plugins, specification, "leveldb")
                .restore(
                        read.manifest(),
                        read.trail(),
                        new SnapshotTrust(specification.genesisTime(), Optional.empty()),
                        read::chunk,
                        place,
                        chunks -> {});
        if (!verdict.isAccepted()) {
            throw new IllegalStateException("the bench's own snapshot was refused: " + verdict);
        }
        try (BenchChain opened = new BenchChain(specification, place, lab.workers(), lab.runner(), false)) {
            Meter used = begun.used();
            if (!opened.chain().status().finalId().equals(reached)) {
                throw new IllegalStateException("the snapshot came to another final block");
            }
            return used;
        }
    }

    private static Row described(
            Row row, SnapshotFolder snapshot, long height, Meter making, Meter replay, Series restored) {
        return row.with("blocks", height, 0)
                .with("values", snapshot.manifest().values(), 0)
                .with("snapshot bytes", snapshot.manifest().bytes(), 0)
                .with("made, cpu s", making.cpuNanos() / 1e9, 2)
                .with("replayed, cpu s", replay.cpuNanos() / 1e9, 2)
                .with("replayed, wall s", replay.wallNanos() / 1e9, 2)
                .withMedian("restored, cpu s", restored.each(meter -> meter.cpuNanos() / 1e9), 2)
                .withMedian("restored, wall s", restored.each(meter -> meter.wallNanos() / 1e9), 2);
    }
}
