package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.banyan.core.tree.StateTrees;
import org.banyan.core.tree.TreeChange;
import org.banyan.core.tree.TreeMemory;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.state.StateHasher;

/**
 * W20: opening a chain whose process was killed. The files are copied while the chain has them open and rests between two blocks, which is what a kill leaves; a chain
 * of one producer has at most one block that is not final, so little is replayed, and the goal's 64 blocks are not reached. In the end the state root is made again from
 * every value in the store and compared with the header's.
 */
final class Recovering {
    private static final int ATTEMPTS_MAX = 240;
    private static final long REST_MILLIS = 200;

    private static final double OPENED_SECONDS_MAX = 10;

    /** How the keys of the flat state begin in a chain's store. */
    private static final Bytes FLAT_STATE = Bytes.utf8("S");

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
        Hash stateRoot = killed.chain().status().head().stateRoot();
        Series opened = new Series(1);
        for (int run = 0; run < lab.options().pairs(); run++) {
            lab.say("recovering, run " + run);
            Path image = lab.folder("killed-" + run);
            copy(left, image);
            Meter before = Meter.start();
            try (BenchChain again = new BenchChain(specification, image, lab.workers(), lab.runner(), false)) {
                opened.add(before.used());
                if (!again.chain().status().headId().equals(head)) {
                    throw new IllegalStateException("the chain opened at another block than it was killed at");
                }
            }
            requirePromised(opened);
            if (run == 0) {
                requireRoot(image, stateRoot);
            }
        }
        return List.of(Row.of(Goals.W20, opened.each(meter -> meter.wallNanos() / 1e9))
                .withMedian("cpu s", opened.each(meter -> meter.cpuNanos() / 1e9), 3)
                .with("accounts", lab.options().accounts(), 0));
    }

    /** RD3 of docs/reliability.md, by CPU time: what the wall clock says depends on the neighbours. */
    private static void requirePromised(Series opened) {
        double seconds = opened.each(meter -> meter.cpuNanos() / 1e9).getLast();
        if (seconds > OPENED_SECONDS_MAX) {
            throw new IllegalStateException("opening took " + seconds + " s of CPU, more than the promised "
                    + OPENED_SECONDS_MAX + "; profile Recovery and the store's OpeningCheck");
        }
    }

    /** That all that was recovered is what the newest header commits to. The store must be closed. */
    private void requireRoot(Path image, Hash expected) {
        lab.say("making the state root from all values");
        StateHasher hasher = new StateHasher(Sha256.INSTANCE);
        List<TreeChange> all = new ArrayList<>();
        try (KeyValueStore store = Plugins.found().store("leveldb").open(image);
                KeyValueStore.Cursor values = store.scan(FLAT_STATE, FLAT_STATE)) {
            values.forEachRemaining(entry -> {
                Bytes key = entry.key();
                Address contract = new Address(Hash.read(key.readOnlyArray(), FLAT_STATE.size()));
                Bytes own = key.slice(FLAT_STATE.size() + Hash.SIZE, key.size());
                all.add(TreeChange.put(hasher.keyHash(contract, own), hasher.valueHash(entry.value())));
            });
        }
        if (all.size() < lab.options().accounts()) {
            throw new IllegalStateException("only " + all.size() + " values are in the store");
        }
        all.sort(Comparator.comparing(TreeChange::keyHash));
        StateTrees trees = StateTrees.open(new MemoryDisk().open(), Bytes.utf8("t"), hasher, TreeMemory.DEFAULT);
        Hash root = trees.first(Height.GENESIS, all).root();
        if (!root.equals(expected)) {
            throw new IllegalStateException(
                    all.size() + " recovered values have state root " + root + ", the header says " + expected);
        }
    }

    /** Copies when the store's compactions rest: the files are the same before and after. */
    private static void copyAtRest(Path from, Path to) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Path image = to.resolveSibling("copied-" + attempt);
            try {
                Map<String, Long> before = sizes(from);
                Thread.sleep(REST_MILLIS);
                if (sizes(from).equals(before)) {
                    copy(from, image);
                    if (sizes(from).equals(before)) {
                        Files.move(image, to);
                        return;
                    }
                }
            } catch (NoSuchFileException compacted) {
                // a table was merged into another one meanwhile: what was copied is no state the files were ever in
            } catch (UncheckedIOException whileWalking) {
                // the same, found by the walk
            }
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
