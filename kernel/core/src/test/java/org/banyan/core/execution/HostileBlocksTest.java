package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.fixture.ScriptContract;
import org.banyan.core.fixture.ScriptContract.Declares;
import org.banyan.core.fixture.ScriptContract.Op;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

/** Blocks that are made to cost a node more than they cost their sender. */
class HostileBlocksTest {
    private static final Planner.Thresholds EAGER = new Planner.Thresholds(1, 1, 0);
    private static final int OP_BYTES = 3;

    /** Makes what reads it even. */
    private static final int WRITTEN = 1;

    private final TestChain chain = new TestChain(
            new MemoryDisk().open(), it -> costly(ScriptContract.added().apply(it)));
    private final AtomicInteger runs = new AtomicInteger();

    private static ChainSpecification costly(ChainSpecification it) {
        Limits l = it.limits();
        Limits limits = new Limits(
                l.transactionBytes(),
                l.blockBytes(),
                l.blockTransactions(),
                l.authorizations(),
                l.transactionCost(),
                40_000_000,
                l.callDepth(),
                l.codeBytes(),
                l.valueBytes(),
                l.events(),
                l.inherents(),
                l.headerBytes());
        return new ChainSpecification(
                it.format(),
                it.name(),
                it.cryptoSuite(),
                it.addressPrefix(),
                it.genesisTime(),
                it.consensus(),
                it.collection(),
                it.updateRule(),
                it.parents(),
                it.indexing(),
                limits,
                it.fees(),
                it.genesisCalls());
    }

    private CheckedTransaction transaction(Declares declares, Object... ops) {
        byte[] script = new byte[1 + ops.length];
        script[0] = (byte) declares.ordinal();
        for (int i = 0; i < ops.length; i++) {
            script[1 + i] = ops[i] instanceof Op op ? (byte) op.ordinal() : ((Integer) ops[i]).byteValue();
        }
        return counted(script, "Run");
    }

    private CheckedTransaction counted(byte[] script, String method) {
        var call = chain.call(TestChain.ALICE, ScriptContract.NAME, method, Bytes.wrap(script));
        CheckedTransaction known = chain.checked(chain.sign(call, TestChain.ALICE));
        return new CheckedTransaction(
                known.signed(), new Counted(known.family(), runs), known.terms(), known.signers(), known.costLimit());
    }

    /** Counts how often it is run. */
    private record Counted(FamilyTransaction inner, AtomicInteger runs) implements FamilyTransaction {
        @Override
        public TransactionTerms terms() {
            return inner.terms();
        }

        @Override
        public void check(Calls calls) {
            inner.check(calls);
        }

        @Override
        public AccessSet access(Calls calls) {
            return inner.access(calls);
        }

        @Override
        public Bytes execute(Calls calls) {
            runs.incrementAndGet();
            return inner.execute(calls);
        }
    }

    private BlockExecutor.Outcome sequentially(List<CheckedTransaction> transactions) {
        var parts = chain.engine().parts();
        return run(new BlockExecutor(parts.rules(), parts.directory(), AccessListener.NONE), transactions);
    }

    private BlockExecutor parallel(int workers) {
        var parts = chain.engine().parts();
        var runner = new ShuffledRunner(workers, new Entropy(1).stream("runner"));
        return new BlockExecutor(parts.rules(), parts.directory(), runner, EAGER);
    }

    private BlockExecutor.Outcome run(BlockExecutor executor, List<CheckedTransaction> transactions) {
        runs.set(0);
        var environment = new BlockEnvironment(
                chain.height().next(), new Timestamp(1_700_000_008_000L), TestChain.address(TestChain.BOB));
        return executor.execute(chain.engine().headBranch().state(), environment, List.of(), transactions);
    }

    private static Object[] charging(int times, Object... first) {
        Object[] ops = new Object[first.length + OP_BYTES * times];
        System.arraycopy(first, 0, ops, 0, first.length);
        for (int i = first.length; i < ops.length; i += OP_BYTES) {
            ops[i] = Op.CHARGE;
            ops[i + 1] = 0;
            ops[i + 2] = 255;
        }
        return ops;
    }

    @Test
    void a_repair_runs_no_more_than_a_block_may_cost_though_all_first_runs_failed_cheaply() {
        List<CheckedTransaction> transactions = new ArrayList<>();
        transactions.add(transaction(Declares.TOO_LITTLE, Op.WRITE, 1, WRITTEN));
        for (int i = 0; i < 120; i++) {
            // Without the write that nobody announced it fails at once; behind it, it burns all that it paid for.
            transactions.add(transaction(Declares.TOO_LITTLE, charging(20, Op.READ, 1, 0, Op.FAIL_IF_ODD, 0, 0)));
        }
        var expected = sequentially(transactions);
        int needed = runs.get();
        assertThat(expected).isInstanceOf(BlockExecutor.Outcome.Refused.class);
        assertThat(needed).as("the block is full long before its end").isBetween(20, 80);

        var found = run(parallel(4), transactions);

        assertThat(found.equals(expected)).as("the same refusal").isTrue();
        assertThat(runs.get())
                .as("once each, some twice by a worker that broke down, and the repair up to the limit")
                .isLessThanOrEqualTo(121 * 5 / 4 + needed);
    }

    @Test
    void workers_stop_soon_after_the_block_costs_too_much() {
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            transactions.add(transaction(Declares.ALL, charging(70, Op.WRITE, i, 0)));
        }
        var expected = sequentially(transactions);
        int needed = runs.get();
        var found = run(parallel(4), transactions);

        assertThat(found.equals(expected)).as("the same refusal").isTrue();
        assertThat(runs.get())
                .as("the limit twice, and one each for the sixteen tasks that had not looked yet, some of them twice")
                .isLessThanOrEqualTo(2 * needed + 30);
    }

    @Test
    void a_transaction_that_touches_tens_of_thousands_of_keys_is_heard_in_little_time() {
        List<KeyUse> announced = new ArrayList<>();
        Address contract = new Address(new Hash(1, 2, 3, 4));
        for (int i = 0; i < Expectations.KEYS_MAX; i++) {
            announced.add(new KeyUse(new StateKey(contract, Bytes.utf8("announced " + i)), Mode.READ, false));
        }
        var touches = new Touches(new Expectations.Guess(
                new Expected(announced, 1, false), AccessSet.Precision.EXACT, List.of(), List.of()));
        long before = System.nanoTime();
        for (int i = 0; i < 50_000; i++) {
            StateKey key = new StateKey(contract, Bytes.utf8("touched " + i));
            touches.touched(key, Mode.READ, false);
            touches.touched(key, Mode.READ, false);
            touches.touched(key, Mode.WRITE, false);
        }

        assertThat(touches.unexpected()).hasSize(100_000);
        assertThat((System.nanoTime() - before) / 1_000_000)
                .as("milliseconds; comparing each with each takes minutes")
                .isLessThan(5_000);
    }

    @Test
    void calls_of_made_up_methods_leave_no_memory() {
        var parts = chain.engine().parts();
        var expectations =
                new Expectations(parts.directory(), parts.rules().suite().hash());
        var state = chain.engine().headBranch().state();
        for (int i = 0; i < 50; i++) {
            var guess = expectations.of(counted(new byte[] {0}, "Unheard" + i), state);
            expectations.learnCost(guess, 100);
        }
        expectations.learnCost(expectations.of(counted(new byte[] {0}, "Run"), state), 100);

        assertThat(expectations.size()).isEqualTo(1);
    }

    @Test
    void blocks_too_small_for_workers_do_not_keep_keys_from_being_learned() {
        var parts = chain.engine().parts();
        var expectations =
                new Expectations(parts.directory(), parts.rules().suite().hash());
        var state = chain.engine().headBranch().state();
        CheckedTransaction call = transaction(Declares.NOTHING, Op.WRITE, 1, 0);
        for (int i = 0; i < 10_000; i++) {
            expectations.learnCost(expectations.of(call, state), 100);
        }
        KeyUse touched = new KeyUse(
                new StateKey(parts.rules().systemAddress(ScriptContract.NAME), Bytes.utf8("k")), Mode.WRITE, false);
        var lesson = expectations.new Lesson();
        for (int i = 0; i < 4; i++) {
            lesson.learn(expectations.of(call, state), 0, List.of(touched));
        }

        assertThat(expectations.of(call, state).expected().uses()).contains(touched);
    }

    @Test
    void what_one_block_teaches_is_bounded() {
        var parts = chain.engine().parts();
        var expectations =
                new Expectations(parts.directory(), parts.rules().suite().hash());
        var state = chain.engine().headBranch().state();
        byte[] script = new byte[3_001];
        CheckedTransaction call = counted(script, "Run");
        var guess = expectations.of(call, state);
        expectations.learnCost(guess, 100);
        List<KeyUse> unexpected = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            byte[] key = new byte[512];
            key[511] = (byte) i;
            key[0] = 1;
            unexpected.add(new KeyUse(
                    new StateKey(parts.rules().systemAddress(ScriptContract.NAME), Bytes.wrap(key)),
                    Mode.WRITE,
                    false));
        }
        var lesson = expectations.new Lesson();
        long before = System.nanoTime();
        for (int i = 0; i < 5_000; i++) {
            lesson.learn(guess, 0, unexpected);
        }

        assertThat((System.nanoTime() - before) / 1_000_000)
                .as("milliseconds; searching for each word of each key takes minutes")
                .isLessThan(5_000);
    }
}
