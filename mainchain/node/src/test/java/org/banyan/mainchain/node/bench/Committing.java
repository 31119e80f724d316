package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.banyan.types.Bytes;

/**
 * W1, W3, W4, W11, W22: transfers of several shapes, each from its envelope to a stored final block, against the verification of their signatures alone. Shapes and
 * raw verification take turns, so that what the machine does meanwhile falls on all of them.
 */
final class Committing {
    private static final String UNIFORM = "uniform";
    private static final int WARM_UP = 2;

    private final Lab lab;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Series> committed = new LinkedHashMap<>();
    private final Series raw;
    private final Series admitted;
    private final Series produced;
    private final Series inOrder;
    private final Series producedInOrder;
    private final List<Double> longestPauses = new ArrayList<>();

    Committing(Lab lab) {
        this.lab = lab;
        int accounts = lab.options().accounts();
        int block = lab.options().block();
        shapes.put(UNIFORM, new Shape.Uniform(accounts));
        if (lab.options().wants("W3")) {
            shapes.put("zipf 0.8", new Shape.Zipf(accounts, 0.8));
            shapes.put("zipf 1.0", new Shape.Zipf(accounts, 1.0));
            shapes.put("zipf 1.2", new Shape.Zipf(accounts, 1.2));
        }
        if (lab.options().wants("W4")) {
            shapes.put("hot credit", new Shape.HotCredit(accounts));
            shapes.put("hot debit", new Shape.HotDebit(accounts));
        }
        shapes.keySet().forEach(name -> committed.put(name, new Series(block)));
        raw = new Series(block);
        admitted = new Series(block);
        produced = new Series(block);
        inOrder = new Series(block);
        producedInOrder = new Series(block);
    }

    List<Row> run() {
        RawVerify verify = lab.rawVerify();
        try (Pauses pauses = Pauses.watch()) {
            for (int pair = -WARM_UP; pair < lab.options().pairs(); pair++) {
                lab.say("committing, pair " + pair);
                pauses.longest();
                for (Map.Entry<String, Shape> shape : shapes.entrySet()) {
                    commit(shape.getKey(), lab.transfers(shape.getValue()), verify, pair >= 0);
                }
                if (lab.options().both()) {
                    commitInOrder(pair >= 0);
                }
                if (pair >= 0) {
                    longestPauses.add(pauses.longest());
                }
            }
            return rows();
        }
    }

    private void commit(String shape, List<Transfers.Prepared> transfers, RawVerify verify, boolean counts) {
        List<Bytes> envelopes =
                transfers.stream().map(Transfers.Prepared::envelope).toList();
        boolean uniform = shape.equals(UNIFORM);
        Meter alone = uniform ? verify.run(transfers) : Meter.start().used();
        Meter admission = Meter.of(() -> lab.chain().submit(envelopes));
        Meter production = Meter.of(() -> lab.chain().block());
        lab.chain().requireCommitted(transfers.size());
        if (counts) {
            series(shape).add(admission.plus(production));
            if (uniform) {
                raw.add(alone);
                admitted.add(admission);
                produced.add(production);
            }
        }
    }

    private void commitInOrder(boolean counts) {
        var transfers = lab.transfers(new Shape.Uniform(lab.options().accounts()), lab.inOrder());
        List<Bytes> envelopes =
                transfers.stream().map(Transfers.Prepared::envelope).toList();
        Meter admission = Meter.of(() -> lab.inOrder().submit(envelopes));
        Meter production = Meter.of(() -> lab.inOrder().block());
        lab.inOrder().requireCommitted(transfers.size());
        if (counts) {
            inOrder.add(admission.plus(production));
            producedInOrder.add(production);
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Series uniform = series(UNIFORM);
        rows.add(described(Row.of(Goals.W1_CPU, uniform.cpuRatio(raw))));
        rows.add(described(Row.of(Goals.W1_WALL, uniform.wallRatio(raw))));
        committed.forEach((name, series) -> {
            if (!name.equals(UNIFORM)) {
                Goal goal = name.startsWith("zipf") ? Goals.w3(name) : Goals.w4(name);
                rows.add(Row.of(goal, series.cpuRatio(uniform))
                        .withMedian("cpu us per transaction", series.cpuMicros(), 1)
                        .withMedian("ratio by wall clock", series.wallRatio(uniform), 3));
            }
        });
        rows.add(comparedTo(producedInOrder, Row.of(Goals.W11_CPU, produced.cpuMicros()))
                .withMedian("raw verify, cpu us", raw.cpuMicros(), 1)
                .withMedian(
                        "wall us per transaction",
                        produced.each(
                                run -> run.wallNanos() / 1e3 / lab.options().block()),
                        1)
                .withMedian("bytes allocated per transaction", produced.allocated(), 0));
        rows.add(Row.of(Goals.W22_ALLOCATION, uniform.allocated()));
        rows.add(Row.of(Goals.W22_PAUSE, longestPauses));
        return rows.stream().filter(row -> lab.options().wants(row.goal().id())).toList();
    }

    private Series series(String shape) {
        return Objects.requireNonNull(committed.get(shape), shape);
    }

    /** What the same took in the same run with transactions run one after another, if that was asked for. */
    private Row comparedTo(Series one, Row row) {
        return lab.options().both()
                ? row.withMedian("one after another, cpu us", one.cpuMicros(), 1)
                        .withMedian("one after another, bytes allocated", one.allocated(), 0)
                : row;
    }

    private Row described(Row row) {
        Series uniform = series(UNIFORM);
        return comparedTo(inOrder, row)
                .withMedian("raw verify, cpu us", raw.cpuMicros(), 1)
                .withMedian("cpu us per transaction", uniform.cpuMicros(), 1)
                .withMedian("of it admission", admitted.cpuMicros(), 1)
                .withMedian("of it block", produced.cpuMicros(), 1)
                .withMedian("transactions per second by wall clock", uniform.perSecond(), 0)
                .withMedian("raw verifications per second by wall clock", raw.perSecond(), 0)
                .withMedian("bytes allocated per transaction", uniform.allocated(), 0);
    }
}
