package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.fixture.ScriptContract;
import org.banyan.core.fixture.ScriptContract.Op;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

/**
 * Parallel execution gives what sequential execution gives: random blocks, declarations that are right, missing, wrong and lying, 1 to 16 workers, random
 * orders of completion, workers that break down. More blocks: {@code -Dbanyan.law.blocks=2000}; one of them again: {@code -Dbanyan.law.seed=17}.
 */
class ParallelLawTest {
    private static final int BLOCKS = Integer.getInteger("banyan.law.blocks", 150);
    private static final long SEED = Long.getLong("banyan.law.seed", -1);
    private static final int[] WORKERS = {1, 2, 3, 4, 8, 16};
    private static final int BLOCKS_PER_CHAIN = 50;

    /** Small enough that most blocks are worth a plan. */
    private static final Planner.Thresholds EAGER = new Planner.Thresholds(1, 1, 0);

    private TestChain chain = new TestChain(new MemoryDisk().open(), ScriptContract.added());

    @Test
    void any_plan_runner_and_declaration_leads_to_the_sequential_result() {
        long from = SEED >= 0 ? SEED : 0;
        long to = SEED >= 0 ? SEED : BLOCKS - 1;
        Tally tally = new Tally();
        for (long seed = from; seed <= to; seed++) {
            if (seed == from || seed % BLOCKS_PER_CHAIN == 0) {
                newChain(seed / BLOCKS_PER_CHAIN);
            }
            check(seed, tally);
        }
        System.out.println("parallel law: " + tally);
        if (SEED < 0) {
            assertThat(tally.reexecuted)
                    .as("transactions that had to be run again")
                    .isPositive();
            assertThat(tally.split).as("groups that were split").isPositive();
            assertThat(tally.kept).as("blocks without repair").isPositive();
        }
    }

    private static final class Tally {
        private int planned;
        private int reexecuted;
        private int split;
        private int kept;

        private void add(ExecutionReport report) {
            assertThat(Arrays.stream(ExecutionReport.How.values())
                            .mapToInt(report::count)
                            .sum())
                    .isEqualTo(report.transactions());
            report.plan().ifPresent(plan -> {
                planned++;
                split += plan.groups().splitGroups();
                kept += report.reexecuted() == 0 ? 1 : 0;
            });
            reexecuted += report.reexecuted();
        }

        @Override
        public String toString() {
            return planned + " plans, " + split + " split groups, " + reexecuted + " transactions run again, " + kept
                    + " plans without any";
        }
    }

    private void newChain(long number) {
        chain = new TestChain(new MemoryDisk().open(), ScriptContract.added());
        SplittableRandom random = new Entropy(number).stream("state");
        for (int i = 0; i < 40; i++) {
            // A few amounts have room for little more.
            Op op = i % 5 == 4 ? Op.FILL : Op.ADD;
            byte[] script = {0, (byte) op.ordinal(), (byte) i, (byte) random.nextInt(256)};
            chain.submit(signed("Run", script));
        }
        chain.extendHead();
    }

    private Bytes signed(String method, byte[] script) {
        return chain.sign(
                chain.call(TestChain.ALICE, ScriptContract.NAME, method, Bytes.wrap(script)), TestChain.ALICE);
    }

    private void check(long seed, Tally tally) {
        List<CheckedTransaction> transactions = block(new Entropy(seed).stream("block"));
        var parts = chain.engine().parts();
        var environment = new BlockEnvironment(
                chain.height().next(), new Timestamp(1_700_000_008_000L), TestChain.address(TestChain.BOB));
        var state = chain.engine().headBranch().state();
        var expected = new BlockExecutor(parts.rules(), parts.directory(), AccessListener.NONE)
                .execute(state, environment, List.of(), transactions);
        if (expected instanceof BlockExecutor.Outcome.Executed sequential) {
            traced(sequential, transactions, environment, "seed " + seed);
        }
        for (int workers : WORKERS) {
            var runner = new ShuffledRunner(workers, new Entropy(seed).stream("runner " + workers));
            var executor = new BlockExecutor(parts.rules(), parts.directory(), runner, EAGER);
            // The second time with what was learned the first time.
            for (int round = 0; round < 2; round++) {
                var found = executor.execute(state, environment, List.of(), transactions);
                same(expected, found, "seed " + seed + ", " + workers + " workers, round " + round);
                if (found instanceof BlockExecutor.Outcome.Executed executed) {
                    tally.add(executed.report());
                    assertThat(executed.report().repeated().stream()
                                    .map(ExecutionReport.Repeated::transaction)
                                    .toList())
                            .as("seed " + seed + ": transactions that ran again, in block order")
                            .isSorted()
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private void traced(
            BlockExecutor.Outcome.Executed expected,
            List<CheckedTransaction> transactions,
            BlockEnvironment environment,
            String where) {
        var parts = chain.engine().parts();
        var traced = new Tracing(parts.rules(), parts.directory(), 2)
                .block(chain.engine().headBranch().state(), environment, List.of(), transactions)
                .orElseThrow();
        var receipts = expected.block().receipts();
        for (int i = 0; i < transactions.size(); i++) {
            assertThat(traced.transactions().get(i).cost())
                    .as(where + ", traced cost " + i)
                    .isEqualTo(receipts.get(i + 1).cost());
        }
    }

    private static void same(BlockExecutor.Outcome expected, BlockExecutor.Outcome found, String where) {
        if (expected instanceof BlockExecutor.Outcome.Executed sequential
                && found instanceof BlockExecutor.Outcome.Executed parallel) {
            var receipts = sequential.block().receipts();
            for (int i = 0; i < receipts.size(); i++) {
                assertThat(parallel.block().receipts().get(i))
                        .as(where + ", receipt " + i)
                        .isEqualTo(receipts.get(i));
            }
            assertThat(parallel.block()
                            .encodedReceipts()
                            .equals(sequential.block().encodedReceipts()))
                    .as(where + ": encoded receipts")
                    .isTrue();
            assertThat(parallel.block().cost())
                    .as(where + ": cost")
                    .isEqualTo(sequential.block().cost());
            assertThat(parallel.block().changes().changes())
                    .as(where + ": changes")
                    .isEqualTo(sequential.block().changes().changes());
        } else {
            assertThat(found).as(where).isEqualTo(expected);
        }
    }

    private List<CheckedTransaction> block(SplittableRandom random) {
        int count = random.nextInt(20) == 0 ? 500 + random.nextInt(1_500) : 1 + random.nextInt(120);
        int keys = 1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 250);
        int opsMax = 1 + random.nextInt(7);
        boolean transfers = random.nextInt(3) == 0;
        int declares = random.nextInt(ScriptContract.Declares.values().length + 3);
        int serialOneIn = random.nextInt(5) == 0 ? 10 : 0;
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] script = script(random, keys, 1 + random.nextInt(opsMax), transfers);
            int all = ScriptContract.Declares.values().length;
            script[0] = (byte) (declares < all ? declares : declares == all ? 1 : random.nextInt(all));
            boolean serial = serialOneIn > 0 && random.nextInt(serialOneIn) == 0;
            transactions.add(chain.checked(signed(serial ? "Serial" : "Run", script)));
        }
        return transactions;
    }

    private static byte[] script(SplittableRandom random, int keys, int ops, boolean transfers) {
        byte[] script = new byte[1 + 3 * ops];
        for (int at = 1; at < script.length; at += 3) {
            Op op = transfers && random.nextInt(20) > 0
                    ? (random.nextBoolean() ? Op.ADD : random.nextBoolean() ? Op.TAKE : Op.TAKE_OR_FAIL)
                    : Op.values()[random.nextInt(Op.values().length)];
            script[at] = (byte) op.ordinal();
            // Low keys are hot.
            script[at + 1] = (byte) random.nextInt(1 + random.nextInt(keys));
            script[at + 2] = (byte) random.nextInt(transfers ? 60 : 256);
        }
        return script;
    }
}
