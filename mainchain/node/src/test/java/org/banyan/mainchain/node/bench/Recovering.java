package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * W20: opening a chain whose process was killed. The files are copied while the chain has them open and rests between two blocks, which is what a kill leaves; a chain
 * of one producer has at most one block that is not final, so little is replayed, and the goal's 64 blocks are not reached.
 */
final class Recovering {
    private static final int ATTEMPTS_MAX = 100;
    private static final long REST_MILLIS = 200;

    private final Lab lab;

    Recovering(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() throws IOException, InterruptedException {
        BenchChain killed = lab.chain();
        var specification = killed.chain().specification();
        var head = killed.chain().status().headId();
        Path left = lab.folder("killed");
        copyAtRest(lab.folder("producer"), left);
        Series opened = new Series(1);
        for (int run = 0; run < lab.options().pairs(); run++) {
            lab.say("recovering, run " + run);
            Path image = lab.folder("killed-" + run);
            copy(left, image);
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

    /** Copies when the store's compactions rest: the files are the same before and after. */
    private static void copyAtRest(Path from, Path to) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Path image = to.resolveSibling(to.getFileName() + "-" + attempt);
            Map<String, Long> before = sizes(from);
            try {
                copy(from, image);
                if (sizes(from).equals(before)) {
                    Files.move(image, to);
                    return;
                }
            } catch (NoSuchFileException compacted) {
                // a table was merged into another one meanwhile: what was copied is no state the files were ever in
            }
            Thread.sleep(REST_MILLIS);
        }
        throw new IllegalStateException("the store of " + from + " does not come to rest");
    }

    private static Map<String, Long> sizes(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
