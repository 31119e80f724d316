package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.banyan.types.Bytes;

/**
 * W10: all cores over one core, end to end, as a share of P, which is what independent verifications gain from the same cores at the same time. The wall clock
 * decides here, so on a busy machine the figure tells of the neighbours.
 */
final class Spreading {
    private final Lab lab;

    Spreading(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() {
        int accounts = lab.options().accounts();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("uniform", new Shape.Uniform(accounts));
        shapes.put("hot debit", new Shape.HotDebit(accounts));
        List<Row> rows = new ArrayList<>();
        shapes.forEach((name, shape) -> rows.add(measure(name, shape)));
        return rows;
    }

    private Row measure(String name, Shape shape) {
        List<Double> gains = new ArrayList<>();
        List<Double> bounds = new ArrayList<>();
        for (int pair = 0; pair < lab.options().pairs(); pair++) {
            lab.say("spreading, " + name + ", pair " + pair);
            Runs alone = run(shape, true);
            Runs together = run(shape, false);
            gains.add((double) alone.committed().wallNanos()
                    / together.committed().wallNanos());
            bounds.add((double) alone.raw().wallNanos() / together.raw().wallNanos());
        }
        return Row.of(
                        Goals.w10(name),
                        IntStream.range(0, gains.size())
                                .mapToObj(i -> gains.get(i) / bounds.get(i))
                                .toList())
                .withMedian("speed-up", gains, 2)
                .withMedian("P", bounds, 2);
    }

    private record Runs(Meter raw, Meter committed) {}

    private Runs run(Shape shape, boolean alone) {
        var transfers = lab.transfers(shape);
        List<Bytes> envelopes =
                transfers.stream().map(Transfers.Prepared::envelope).toList();
        lab.workers().alone(alone);
        try {
            Meter raw = lab.rawVerify().run(transfers);
            Meter committed = Meter.of(() -> {
                lab.chain().submit(envelopes);
                lab.chain().block();
            });
            lab.chain().requireCommitted(envelopes.size());
            return new Runs(raw, committed);
        } finally {
            lab.workers().alone(false);
        }
    }
}
