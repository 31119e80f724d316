package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./bench [--quick] [W1 ...]}: measures, prints target, quartiles and verdict of each goal, and writes them as JSON. */
final class Bench {
    private Bench() {}

    /** One part of the run. */
    private interface Part {
        List<Row> run() throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.parse(List.of(arguments));
        try (Lab lab = new Lab(options)) {
            Map<Part, List<String>> parts = new LinkedHashMap<>();
            parts.put(() -> new Committing(lab).run(), List.of("W1", "W3", "W4", "W11", "W22"));
            parts.put(() -> new Replaying(lab).run(), List.of("W14", "W15"));
            parts.put(() -> new OverGrpc(lab).run(), List.of("W2"));
            parts.put(() -> executing(lab), List.of("W5", "W6", "W7", "W8", "W9"));
            parts.put(() -> new Spreading(lab).run(), List.of("W10"));
            parts.put(() -> new Recovering(lab).run(), List.of("W20"));
            parts.put(() -> new Proving(lab).run(), List.of("W16"));
            parts.put(() -> new Starting(lab).run(), List.of("W19"));
            parts.put(() -> new Joining(lab).run(), List.of("W23"));
            run(options, parts);
        }
    }

    private static List<Row> executing(Lab lab) {
        try (Executing executing = new Executing(lab)) {
            return executing.run();
        }
    }

    /** Shows and keeps each part's rows when it is done, so that a run that is cut off has lost only the part it was in. */
    private static void run(Options options, Map<Part, List<String>> parts) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        System.out.println(Report.HEAD);
        for (Map.Entry<Part, List<String>> part : parts.entrySet()) {
            if (options.wants(part.getValue().toArray(String[]::new))) {
                List<Row> measured = part.getKey().run();
                System.out.print(Report.table(measured));
                rows.addAll(measured);
                Report.write(options, rows);
            }
        }
    }
}
