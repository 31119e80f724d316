package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.mainchain.node.replay.ChainFile;
import org.banyan.types.Height;
import org.banyan.types.block.Block;

/**
 * W14, W15: a recorded chain file is imported by two nodes that produce nothing. To one every signature is new, the other has admitted the transactions before. Only
 * blocks that are as full as the bench's own are measured; the others, such as those that fund the accounts, warm up.
 */
final class Replaying {
    private static final int WARM_UP = 2;

    private final Lab lab;
    private final Series raw;
    private final Series strange;
    private final Series verified;
    private int full;

    Replaying(Lab lab) {
        this.lab = lab;
        int block = lab.options().block();
        this.raw = new Series(block);
        this.strange = new Series(block);
        this.verified = new Series(block);
    }

    List<Row> run() throws IOException {
        Path file = lab.folder("chain.bin");
        makeBlocks();
        lab.say("recording the chain");
        lab.chain().chain().read(engine -> record(engine, file));
        try (ChainFile.Reader recorded = new ChainFile.Reader(file);
                BenchChain stranger =
                        new BenchChain(recorded.specification(), lab.folder("stranger"), lab.workers(), false);
                BenchChain knowing =
                        new BenchChain(recorded.specification(), lab.folder("knowing"), lab.workers(), false)) {
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
        long wanted = lab.options().pairs() + WARM_UP;
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

    private void replay(ChainFile.Sealed sealed, BenchChain stranger, BenchChain knowing) {
        stranger.at(sealed.block().header().time());
        knowing.at(sealed.block().header().time());
        if (!isFull(sealed.block())) {
            take(sealed, stranger);
            take(sealed, knowing);
            return;
        }
        full++;
        lab.say("replaying, pair " + measured());
        knowing.submit(sealed.block().body().transactions());
        var prepared = stranger.transfers().read(sealed.block().body().transactions());
        Meter alone = lab.rawVerify().run(prepared);
        Meter asNew = Meter.of(() -> take(sealed, stranger));
        Meter asKnown = Meter.of(() -> take(sealed, knowing));
        if (measured() > 0) {
            raw.add(alone);
            strange.add(asNew);
            verified.add(asKnown);
        }
    }

    private static void take(ChainFile.Sealed sealed, BenchChain chain) {
        ImportOutcome outcome = chain.chain().importBlock(sealed.block(), sealed.witness());
        if (!(outcome instanceof ImportOutcome.Imported)) {
            throw new IllegalStateException(
                    "block " + sealed.block().header().height() + " of the recorded chain: " + outcome);
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
