package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.banyan.contract.BatchRunner;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ContractDirectory;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.core.state.LayeredState;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.drivers.exec.akka.AkkaTaskRunner;
import org.banyan.mainchain.bench.DevelopmentBench;
import org.banyan.mainchain.node.chain.DevelopmentChain;
import org.banyan.node.host.Plugins;
import org.banyan.runtimes.trusted.TrustedRuntime;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.transaction.Mark;

/**
 * W5 to W9: the execution stage alone (fees, calls, receipts, change set) of blocks of verified transactions on a state in memory. One after another, on Akka,
 * and by the same plan on a plain fork-join pool take turns on the same block; P, what independent work gains from the same cores, is measured between them.
 */
final class Executing implements AutoCloseable {
    private static final long SEED = 5_331;
    private static final int WARM_UP = 3;
    private static final int CELLS = 100_000;
    private static final int ACCOUNTS = 10_000;
    private static final Timestamp NOW = new Timestamp(1_700_000_000_500L);
    private static final Mark GENESIS = new Mark(Height.GENESIS, new BlockId(new Hash(1, 2, 3, 4)));
    private static final int[] LANES = {2, 8, 32};

    private final Lab lab;
    private final int workers = Machine.cores();
    private final TaskRunner akka = new AkkaTaskRunner(workers);
    private final TaskRunner forkJoin = new ForkJoinRunner(workers);
    private final Spinning spinning = new Spinning(workers);
    private final ChainRules rules;
    private final ContractDirectory directory;
    private final BlockExecutor sequential;
    private final BlockEnvironment environment;
    private final StateView state;
    private final Calls calls;
    private final int scale;

    Executing(Lab lab) {
        this.lab = lab;
        this.scale = lab.options().pairs() < Goal.PAIRS_MIN ? 10 : 1;
        var suite = new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1);
        var trusted = TrustedRuntime.forDevelopment(
                BatchRunner.SEQUENTIAL, List.of(new DevelopmentBench()), Optional.empty());
        var specification = DevelopmentChain.specification(suite, trusted, new Timestamp(1_700_000_000_000L));
        this.rules = new ChainRules(
                specification,
                suite,
                List.of(trusted),
                List.of(),
                Plugins.found().consensuses());
        this.directory = new ContractDirectory(rules);
        this.sequential = new BlockExecutor(rules, directory, new SequentialRunner());
        Accounts accounts = new Accounts(suite, SEED, ACCOUNTS / scale);
        this.environment = new BlockEnvironment(Height.GENESIS.next(), NOW, accounts.address(0));
        this.calls = new Calls(rules, accounts, GENESIS);
        this.state = funded(accounts);
    }

    private StateView funded(Accounts accounts) {
        StateView genesis = new LayeredState(
                new Nothing(),
                List.of(sequential
                        .genesis(new Nothing(), new BlockEnvironment(Height.GENESIS, NOW, accounts.address(0)))
                        .changes()));
        var rich = new DevKeys(rules.suite());
        var funding = calls.funding(
                List.of(rich.signer("alice"), rich.signer("bob"), rich.signer("carol")), Amount.of(1_000_000_000L));
        return new LayeredState(
                genesis, List.of(executed(sequential, genesis, funding).block().changes()));
    }

    private record Nothing() implements StateView {
        @Override
        public Optional<Bytes> get(StateKey key) {
            return Optional.empty();
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {}
    }

    private BlockExecutor.Outcome.Executed executed(
            BlockExecutor executor, StateView on, List<CheckedTransaction> transactions) {
        return switch (executor.execute(on, environment, List.of(), transactions)) {
            case BlockExecutor.Outcome.Executed executed -> executed;
            case BlockExecutor.Outcome.Refused refused ->
                throw new IllegalStateException("the bench's own block is refused: " + refused.verdict());
            case BlockExecutor.Outcome.InherentRefused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    List<Row> run() {
        List<Row> rows = new ArrayList<>();
        blocks().forEach((goal, transactions) -> {
            if (lab.options().wants(goal.id())) {
                rows.add(measure(goal, transactions));
            }
        });
        return rows;
    }

    private Map<Goal, List<CheckedTransaction>> blocks() {
        long micro = spinning.unitsPerMicro();
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Goal, List<CheckedTransaction>> blocks = new LinkedHashMap<>();
        blocks.put(Goals.W5, calls.mixed(10_000 / scale, 20 * micro, random.split()));
        blocks.put(Goals.w6("50 us calls", 0.92, 0.97, 0.99), calls.burns(2_000 / scale, 50 * micro));
        blocks.put(Goals.w6("20 us calls", 0.87, 0.95, 0.98), calls.burns(4_000 / scale, 20 * micro));
        blocks.put(Goals.w6("5 us calls", 0.78, 0.90, 0.96), calls.burns(8_000 / scale, 5 * micro));
        blocks.put(Goals.w6("1 us calls", 0.65, 0.82, 0.92), calls.burns(10_000 / scale, micro));
        blocks.put(Goals.w6("sends", 0.50, 0.78, 0.88), calls.sends());
        blocks.put(Goals.w6("transfers", 0.50, 0.60, 0.78), calls.transfers(10_000 / scale));
        blocks.put(Goals.W7, calls.zipf(10_000 / scale, 20 * micro, CELLS, random.split()));
        blocks.put(Goals.w8("a chain"), calls.chain(4_000 / scale, 20 * micro));
        blocks.put(Goals.w8("one key"), calls.hot(4_000 / scale, 20 * micro));
        blocks.put(Goals.w9("10 % wrong", 0.85, 0.95, 0.98), calls.lying(4_000 / scale, 20 * micro, 10));
        blocks.put(Goals.w9("all wrong", 0.85, 0.92, 0.95), calls.lying(4_000 / scale, 20 * micro, 1));
        return blocks;
    }

    private Row measure(Goal goal, List<CheckedTransaction> transactions) {
        int count = transactions.size();
        // Executors of their own, so that nothing learned from another workload helps.
        BlockExecutor onAkka = new BlockExecutor(rules, directory, akka);
        BlockExecutor onForkJoin = new BlockExecutor(rules, directory, forkJoin);
        Series alone = new Series(count);
        Series together = new Series(count);
        Series plain = new Series(count);
        List<Double> gains = new ArrayList<>();
        AtomicReference<ExecutionReport> report = new AtomicReference<>();
        for (int pair = -WARM_UP; pair < lab.options().pairs(); pair++) {
            lab.say(goal.id() + " " + goal.what() + ", pair " + pair);
            Meter one = Meter.of(() -> executed(sequential, state, transactions));
            Meter gainAlone = Meter.of(() -> spinning.run(1));
            Meter gainTogether = Meter.of(() -> spinning.run(workers));
            Meter all = Meter.of(
                    () -> report.set(executed(onAkka, state, transactions).report()));
            Meter pool = Meter.of(() -> executed(onForkJoin, state, transactions));
            if (pair >= 0) {
                alone.add(one);
                together.add(all);
                plain.add(pool);
                gains.add((double) gainAlone.wallNanos() / gainTogether.wallNanos());
            }
        }
        return row(goal, Objects.requireNonNull(report.get()), alone, together, plain, gains);
    }

    private Row row(
            Goal goal, ExecutionReport report, Series alone, Series together, Series plain, List<Double> gains) {
        List<Double> speedUp = together.wallRatio(alone);
        boolean ofS = goal.unit().equals("of S");
        List<Double> shown = IntStream.range(0, speedUp.size())
                .mapToObj(i -> ofS ? speedUp.get(i) : speedUp.get(i) / gains.get(i))
                .toList();
        Row row = Row.of(goal, shown)
                .withMedian("speed-up by wall clock", speedUp, 2)
                .withMedian("P", gains, 2)
                .withMedian("CPU over sequential", invert(together.cpuRatio(alone)), 3)
                .withMedian("fork-join speed-up", plain.wallRatio(alone), 2)
                .withMedian("sequential, cpu us per transaction", alone.cpuMicros(), 2)
                .with("run again", report.reexecuted(), 0)
                .with("serial", report.serial(), 0);
        report.plan().ifPresent(plan -> bounds(row, plan));
        return row;
    }

    private static void bounds(Row row, BlockPlan plan) {
        var groups = plan.groups();
        row.with("groups", groups.count(), 0)
                .with("largest group", groups.largest(), 0)
                .with("tasks", plan.tasks().size(), 0);
        for (int lanes : LANES) {
            row.with("bound of the plan, " + lanes + " lanes", (double) groups.total() / plan.makespan(lanes), 2);
        }
    }

    private static List<Double> invert(List<Double> values) {
        return values.stream().map(value -> 1 / value).toList();
    }

    /** Independent work on a number of threads: what any schedule can gain at most. */
    private static final class Spinning implements AutoCloseable {
        private static final long ROUNDS = 20_000_000;
        private final int threads;

        /** Of its own: the common pool has a thread less than there are cores. */
        private final ExecutorService pool;

        private Spinning(int threads) {
            this.threads = threads;
            this.pool = Executors.newFixedThreadPool(threads);
        }

        private void run(int on) {
            List<CompletableFuture<Long>> parts = IntStream.range(0, threads)
                    .mapToObj(part -> on == 1
                            ? CompletableFuture.completedFuture(spin(ROUNDS / threads))
                            : CompletableFuture.supplyAsync(() -> spin(ROUNDS / threads), pool))
                    .toList();
            if (parts.stream().mapToLong(CompletableFuture::join).sum() == 42) {
                throw new IllegalStateException("the mix never comes to this");
            }
        }

        private static long spin(long rounds) {
            long mixed = 7;
            for (long round = 0; round < rounds; round++) {
                mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            }
            return mixed | 1;
        }

        /** Units of the bench contract that take a microsecond: two rounds each. */
        private long unitsPerMicro() {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                best = Math.min(best, Meter.of(() -> spin(ROUNDS / 10)).wallNanos());
            }
            return Math.max(1, (ROUNDS / 10) * 1_000 / best / 2);
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    @Override
    public void close() {
        spinning.close();
        akka.close();
        forkJoin.close();
    }
}
