package org.banyan.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.ExecutionWatch;
import org.banyan.core.execution.ExecutionWatch.Phase;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.node.fixture.TestProcess;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class RecentExecutionsTest {
    private final ExecutionRecorder recorder = new ExecutionRecorder();
    private final RecentExecutions executions = new RecentExecutions(recorder);

    private static BlockId block(long number) {
        return new BlockId(new Hash(number, 0, 0, 0));
    }

    private static ExecutionReport report(int transactions) {
        return new ExecutionReport(Way.INLINE, Optional.empty(), 2, transactions, List.of(), List.of());
    }

    @Test
    void a_running_chain_keeps_how_its_blocks_were_run_and_how_long_it_took() {
        TestProcess process = new TestProcess();
        var chain = process.start("main", TestKeys.named(TestProcess.SUITE, "alice"));
        process.time().advance(2 * TestProcess.SLOT_MILLIS);

        KeptExecution kept = chain.executions().find(chain.status().headId()).orElseThrow();

        assertThat(kept.report().way()).isEqualTo(Way.IN_ORDER);
        assertThat(kept.times().orElseThrow().nanos(Phase.START)).isPositive();
        assertThat(kept.times().orElseThrow().nanos(Phase.TASKS)).isZero();
    }

    @Test
    void only_the_newest_blocks_are_kept() {
        for (int i = 0; i <= RecentExecutions.BLOCKS_MAX; i++) {
            executions.keep(block(i), report(1));
        }
        assertThat(executions.find(block(0))).isEmpty();
        assertThat(executions.find(block(1))).isPresent();
        assertThat(executions.find(block(RecentExecutions.BLOCKS_MAX))).isPresent();
    }

    @Test
    void large_blocks_leave_room_for_fewer_and_the_newest_is_always_kept() {
        executions.keep(block(1), report(RecentExecutions.TRANSACTIONS_MAX / 2));
        executions.keep(block(2), report(RecentExecutions.TRANSACTIONS_MAX / 2));
        assertThat(executions.find(block(1))).isPresent();

        executions.keep(block(3), report(RecentExecutions.TRANSACTIONS_MAX + 1));

        assertThat(executions.find(block(1))).isEmpty();
        assertThat(executions.find(block(2))).isEmpty();
        assertThat(executions.find(block(3))).isPresent();
    }

    @Test
    void a_block_that_waits_for_its_seal_gets_the_times_of_its_own_run() {
        ExecutionReport built = report(1);
        ExecutionReport imported = report(1);
        var run = runTwoTasks();
        var other = recorder.start();
        other.begins(Phase.START);
        other.done(imported);
        run.done(built);

        assertThat(executions.keep(block(2), imported).times().orElseThrow().tasks())
                .isZero();
        assertThat(executions.keep(block(1), built).times().orElseThrow().tasks())
                .isEqualTo(2);
        assertThat(executions.keep(block(3), report(1)).times())
                .as("a report that nobody measured")
                .isEmpty();
    }

    @Test
    void tasks_are_timed_on_the_worker_that_runs_them_and_speed_up_follows() {
        var run = runTwoTasks();
        ExecutionReport report = new ExecutionReport(Way.PLANNED, Optional.empty(), 2, 2, List.of(), List.of());
        run.done(report);
        ExecutionTimes times = executions.keep(block(1), report).times().orElseThrow();

        assertThat(times.taskWorker(0)).as("one thread ran both").isZero();
        assertThat(times.taskWorker(1)).isZero();
        assertThat(times.taskStart(1)).isGreaterThanOrEqualTo(times.taskStart(0) + times.taskNanos(0));
        assertThat(times.work()).isEqualTo(times.taskNanos(0) + times.taskNanos(1));
        assertThat(times.speedup(report)).as("one worker cannot win").isLessThanOrEqualTo(1);
    }

    private ExecutionWatch.Run runTwoTasks() {
        var run = recorder.start();
        run.begins(Phase.START);
        run.begins(Phase.TASKS);
        new SequentialRunner().run(run.heard(new TaskGraph() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public int predecessors(int task) {
                return 0;
            }

            @Override
            public int[] successors(int task) {
                return new int[0];
            }

            @Override
            public void run(int task) {
                Thread.onSpinWait();
            }
        }));
        run.begins(Phase.SETTLE);
        return run;
    }
}
