package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Timestamp;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Microseconds per transaction to execute a block of checked transfers of the test's own ledger on a state in memory: reserving and settling fees, the calls, the
 * receipts and the change set, no signature, root or store. Run: {@code ./bench micro}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockExecutorBenchmark {
    private static final int TRANSACTIONS = 1_000;

    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final List<CheckedTransaction> transactions = new ArrayList<>();
    private BlockEnvironment environment;

    @Setup
    public void prepare() {
        chain.extendHead();
        for (int i = 0; i < TRANSACTIONS; i++) {
            boolean back = i % 2 == 1;
            var call = back
                    ? chain.transfer(TestChain.BOB, TestChain.ALICE, 1 + i)
                    : chain.transfer(TestChain.ALICE, TestChain.BOB, 1 + i);
            transactions.add(chain.checked(chain.sign(call, back ? TestChain.BOB : TestChain.ALICE)));
        }
        environment = new BlockEnvironment(
                chain.height().next(), new Timestamp(1_700_000_008_000L), TestChain.address(TestChain.ALICE));
    }

    @Benchmark
    @OperationsPerInvocation(TRANSACTIONS)
    public BlockExecutor.Outcome execute() {
        var engine = chain.engine();
        return engine.parts().executor().execute(engine.headBranch().state(), environment, List.of(), transactions);
    }
}
