package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * W20: opening a chain whose process was killed. The files are copied while the chain has them open and rests between two blocks, which is what a kill leaves; a chain
 * of one producer has at most one block that is not final, so little is replayed, and the goal's 64 blocks are not reached.
 */
final class Recovering {
    private final Lab lab;

    Recovering(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() throws IOException {
        BenchChain killed = lab.chain();
        var specification = killed.chain().specification();
        var head = killed.chain().status().headId();
        Series opened = new Series(1);
        for (int run = 0; run < lab.options().pairs(); run++) {
            lab.say("recovering, run " + run);
            Path image = lab.folder("killed-" + run);
            copy(lab.folder("producer"), image);
            Meter before = Meter.start();
            try (BenchChain again = new BenchChain(specification, image, lab.workers(), false)) {
                opened.add(before.used());
                if (!again.chain().status().headId().equals(head)) {
                    throw new IllegalStateException("the chain opened at another block than it was killed at");
                }
            }
        }
        return List.of(Row.of(Goals.W20, opened.each(meter -> meter.wallNanos() / 1e9))
                .withMedian("cpu s", opened.each(meter -> meter.cpuNanos() / 1e9), 3)
                .with("accounts", lab.options().accounts(), 0));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
