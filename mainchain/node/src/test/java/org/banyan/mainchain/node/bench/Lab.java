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
import org.banyan.core.execution.SequentialRunner;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.exec.akka.AkkaTaskRunner;
import org.banyan.spi.execution.TaskRunner;

/** What the benches of one run share: a chain with funded accounts, made when the first one asks, workers, a folder, progress on standard error. */
final class Lab implements AutoCloseable {
    private static final long SEED = 5_232_018;

    private final Options options;
    private final Path folder;
    private final Workers workers = new Workers(Machine.cores());
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final TaskRunner runner;
    private final Accounts accounts;
    private Optional<BenchChain> chain = Optional.empty();
    private Optional<BenchChain> inOrder = Optional.empty();

    Lab(Options options) {
        this.options = options;
        this.runner = options.runner().equals(Options.AKKA)
                ? new SwitchedRunner(new AkkaTaskRunner(Machine.cores()), workers)
                : new SequentialRunner();
        this.accounts = new Accounts(
                new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1), SEED, options.accounts());
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

    /** What runs the blocks of all chains but {@link #inOrder}. */
    TaskRunner runner() {
        return runner;
    }

    BenchChain chain() {
        if (chain.isEmpty()) {
            chain = Optional.of(funded("producer", runner));
        }
        return chain.orElseThrow();
    }

    /** The same chain anew, with blocks whose transactions run one after another. */
    BenchChain inOrder() {
        if (inOrder.isEmpty()) {
            inOrder = Optional.of(funded("in-order", new SequentialRunner()));
        }
        return inOrder.orElseThrow();
    }

    private BenchChain funded(String name, TaskRunner running) {
        say("funding " + options.accounts() + " accounts");
        BenchChain made = new BenchChain(BenchChain.specification(), folder(name), workers, running, true);
        made.fund(accounts);
        return made;
    }

    Accounts accounts() {
        return accounts;
    }

    /** A block's worth of signed transfers on the newest block. */
    List<Transfers.Prepared> transfers(Shape shape) {
        return transfers(shape, chain());
    }

    List<Transfers.Prepared> transfers(Shape shape, BenchChain on) {
        return transfers(shape, on, options.block());
    }

    List<Transfers.Prepared> transfers(Shape shape, BenchChain on, int count) {
        return on.transfers().draw(shape, accounts, count, random.split(), on.mark());
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
        inOrder.ifPresent(BenchChain::close);
        runner.close();
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
