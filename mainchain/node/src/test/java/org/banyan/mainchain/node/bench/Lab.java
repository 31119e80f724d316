package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the benches of one run share: a chain with funded accounts, made when the first one asks, workers, a folder, progress on standard error. */
final class Lab implements AutoCloseable {
    private static final long SEED = 5_232_018;

    private final Options options;
    private final Path folder;
    private final Workers workers = new Workers(Machine.cores());
    private final SplittableRandom random = new SplittableRandom(SEED);
    private Optional<BenchChain> chain = Optional.empty();
    private Optional<Accounts> accounts = Optional.empty();

    Lab(Options options) {
        this.options = options;
        try {
            this.folder = Files.createTempDirectory("banyan-bench");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Options options() {
        return options;
    }

    Workers workers() {
        return workers;
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    BenchChain chain() {
        if (chain.isEmpty()) {
            say("funding " + options.accounts() + " accounts");
            BenchChain made = new BenchChain(folder("producer"), workers);
            Accounts derived = new Accounts(made.suite(), SEED, options.accounts());
            made.fund(derived);
            chain = Optional.of(made);
            accounts = Optional.of(derived);
        }
        return chain.orElseThrow();
    }

    Accounts accounts() {
        chain();
        return accounts.orElseThrow();
    }

    /** A block's worth of signed transfers on the newest block. */
    List<Transfers.Prepared> transfers(Shape shape) {
        return chain().transfers().draw(shape, accounts(), options.block(), random.split(), chain().mark());
    }

    RawVerify rawVerify() {
        return new RawVerify(chain().suite().defaultScheme(), workers);
    }

    void say(String what) {
        System.err.println("  " + what);
    }

    @Override
    public void close() {
        chain.ifPresent(BenchChain::close);
        workers.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Lab::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
