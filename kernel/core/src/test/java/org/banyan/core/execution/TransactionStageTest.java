package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateView;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.junit.jupiter.api.Test;

/** Whether a block is planned follows from what its transactions will probably cost and from how many share the work. */
class TransactionStageTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final ChainRules rules = chain.engine().parts().rules();
    private final StateView state = chain.engine().headBranch().state();
    private final BlockEnvironment environment = new BlockEnvironment(
            chain.height().next(), chain.engine().head().header().time(), SystemAddresses.KERNEL);

    private List<CheckedTransaction> transfers(int count) {
        List<CheckedTransaction> transfers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            transfers.add(chain.checked(chain.sign(chain.transfer(i % 2 == 0 ? ALICE : BOB, ALICE, 1), ALICE, BOB)));
        }
        return transfers;
    }

    private BlockExecutor executor(int workers, long plan) {
        return new BlockExecutor(
                rules,
                new ContractDirectory(rules),
                new ShuffledRunner(workers, new SplittableRandom(1)),
                new Planner.Thresholds(1, 1, plan));
    }

    private BlockExecutor.Outcome.Executed run(BlockExecutor executor, List<CheckedTransaction> transactions) {
        return (BlockExecutor.Outcome.Executed) executor.execute(state, environment, List.of(), transactions);
    }

    private long work(BlockExecutor executor, CheckedTransaction transaction) {
        return executor.prospects(state).workOf(transaction);
    }

    @Test
    void what_saves_less_than_a_plan_costs_runs_on_one_worker_with_the_same_result() {
        List<CheckedTransaction> transfers = transfers(200);
        BlockExecutor learned = executor(1, 0);
        var alone = run(learned, transfers);
        long work = work(learned, transfers.getFirst());
        assertThat(work).isPositive();

        BlockExecutor two = executor(2, work / 2 + 1);
        run(two, transfers);
        var onTwo = run(two, transfers);
        BlockExecutor eight = executor(8, work / 2 + 1);
        run(eight, transfers);
        var onEight = run(eight, transfers);

        assertThat(onTwo.report().plan()).as("half of it saved by two").isEmpty();
        assertThat(onEight.report().plan()).as("most of it saved by eight").isPresent();
        for (var other : List.of(onTwo, onEight)) {
            assertThat(other.block().changes()).isEqualTo(alone.block().changes());
            assertThat(other.block().encodedReceipts()).isEqualTo(alone.block().encodedReceipts());
        }
    }
}
