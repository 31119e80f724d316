package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.mainchain.node.replay.ChainFile;
import org.banyan.node.chain.SealedBlock;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Block;

/**
 * W14, W15: a recorded chain file is imported by two nodes that produce nothing. To one every signature is new, the other has admitted the transactions before. Blocks
 * are handed in by groups, as a node that catches up gets them. Only groups of blocks as full as the bench's own are measured; the others, such as those that fund the
 * accounts, warm up.
 */
final class Replaying {
    private static final int WARM_UP = 2;

    /** Blocks handed in at once. */
    private static final int GROUP = 4;

    private final Lab lab;
    private final Series raw;
    private final Series strange;
    private final Series verified;
    private final List<ChainFile.Sealed> group = new ArrayList<>();
    private int full;

    Replaying(Lab lab) {
        this.lab = lab;
        int transactions = GROUP * lab.options().block();
        this.raw = new Series(transactions);
        this.strange = new Series(transactions);
        this.verified = new Series(transactions);
    }

    List<Row> run() throws IOException {
        Path file = lab.folder("chain.bin");
        makeBlocks();
        lab.say("recording the chain");
        lab.chain().chain().read(engine -> record(engine, file));
        try (ChainFile.Reader recorded = new ChainFile.Reader(file);
                BenchChain stranger = new BenchChain(
                        recorded.specification(), lab.folder("stranger"), lab.workers(), lab.runner(), false);
                BenchChain knowing = new BenchChain(
                        recorded.specification(), lab.folder("knowing"), lab.workers(), lab.runner(), false)) {
            for (var sealed = recorded.next();
                    sealed.isPresent() && measured() < lab.options().pairs();
                    sealed = recorded.next()) {
                replay(sealed.get(), stranger, knowing);
            }
        }
        return rows();
    }

    private int measured() {
        return full - WARM_UP;
    }

    /** Adds the blocks that the chain lacks for all pairs. */
    private void makeBlocks() {
        long wanted = (long) GROUP * (lab.options().pairs() + WARM_UP);
        BenchChain chain = lab.chain();
        long there = chain.chain()
                .read(engine -> engine.store().blocksFrom(new Height(1)).stream()
                        .map(id -> engine.store().block(id).orElseThrow())
                        .filter(this::isFull)
                        .count());
        for (; there < wanted; there++) {
            var transfers = lab.transfers(new Shape.Uniform(lab.options().accounts()));
            chain.submit(transfers.stream().map(Transfers.Prepared::envelope).toList());
            chain.block();
        }
    }

    private static int record(ChainEngine engine, Path file) {
        int blocks = 0;
        try (var out = new ChainFile.Writer(file, engine.parts().rules().specification())) {
            for (var id : engine.store().blocksFrom(new Height(1))) {
                out.add(engine.store().block(id).orElseThrow(), engine.store().witness(id));
                blocks++;
            }
            return blocks;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isFull(Block block) {
        return block.body().transactions().size() == lab.options().block();
    }

    private void replay(ChainFile.Sealed recorded, BenchChain stranger, BenchChain knowing) {
        stranger.at(recorded.block().header().time());
        knowing.at(recorded.block().header().time());
        if (!isFull(recorded.block())) {
            replayGroup(stranger, knowing);
            group.add(recorded);
            replayGroup(stranger, knowing);
            return;
        }
        group.add(recorded);
        if (group.size() == GROUP) {
            full++;
            lab.say("replaying, pair " + measured());
            replayGroup(stranger, knowing);
        }
    }

    /** Measures the group when it is whole. */
    private void replayGroup(BenchChain stranger, BenchChain knowing) {
        boolean counts = group.size() == GROUP && measured() > 0;
        List<Bytes> envelopes = new ArrayList<>();
        group.forEach(recorded -> envelopes.addAll(recorded.block().body().transactions()));
        Meter alone = lab.rawVerify().run(stranger.transfers().read(envelopes));
        Meter asNew = Meter.of(() -> take(group, stranger));
        Meter asKnown = new Meter(0, 0, 0);
        for (ChainFile.Sealed recorded : group) {
            // Transactions name the block before theirs, so they are admitted block by block.
            if (isFull(recorded.block())) {
                knowing.submit(recorded.block().body().transactions());
            }
            asKnown = asKnown.plus(Meter.of(() -> take(List.of(recorded), knowing)));
        }
        if (counts) {
            raw.add(alone);
            strange.add(asNew);
            verified.add(asKnown);
        }
        group.clear();
    }

    private static void take(List<ChainFile.Sealed> recorded, BenchChain chain) {
        List<SealedBlock> blocks = recorded.stream()
                .map(one -> new SealedBlock(one.block(), one.witness()))
                .toList();
        List<ImportOutcome> outcomes = chain.chain().importBlocks(blocks);
        for (int i = 0; i < blocks.size(); i++) {
            if (i >= outcomes.size() || !(outcomes.get(i) instanceof ImportOutcome.Imported)) {
                throw new IllegalStateException(
                        "block " + blocks.get(i).block().header().height() + " of the recorded chain: " + outcomes);
            }
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(described(Row.of(Goals.W14_CPU, strange.cpuRatio(raw)), strange));
        rows.add(described(Row.of(Goals.W14_WALL, strange.wallRatio(raw)), strange));
        rows.add(described(Row.of(Goals.W15_CPU, verified.cpuRatio(strange)), verified));
        rows.add(described(Row.of(Goals.W15_WALL, verified.wallRatio(strange)), verified));
        return rows.stream().filter(row -> lab.options().wants(row.goal().id())).toList();
    }

    private Row described(Row row, Series series) {
        return row.withMedian("raw verify, cpu us", raw.cpuMicros(), 1)
                .withMedian("cpu us per transaction", series.cpuMicros(), 1)
                .withMedian("transactions per second by wall clock", series.perSecond(), 0)
                .withMedian("bytes allocated per transaction", series.allocated(), 0);
    }
}
