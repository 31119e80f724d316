package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ./bench [--quick] [W1 ...]}: measures, prints target, quartiles and verdict of each goal, and writes them as JSON. */
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.parse(List.of(arguments));
        List<Row> rows = new ArrayList<>();
        try (Lab lab = new Lab(options)) {
            if (options.wants("W1", "W3", "W4", "W11", "W22")) {
                rows.addAll(new Committing(lab).run());
            }
            if (options.wants("W2")) {
                rows.addAll(new OverGrpc(lab).run());
            }
            if (options.wants("W10")) {
                rows.addAll(new Spreading(lab).run());
            }
            if (options.wants("W14", "W15")) {
                rows.addAll(new Replaying(lab).run());
            }
            if (options.wants("W16")) {
                rows.addAll(new Proving(lab).run());
            }
            if (options.wants("W19")) {
                rows.addAll(new Starting(lab).run());
            }
            if (options.wants("W20")) {
                rows.addAll(new Recovering(lab).run());
            }
        }
        System.out.print(Report.table(rows));
        Report.write(options, rows);
    }
}
