package org.banyan.testkit.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;
import org.junit.jupiter.api.Test;

/** What every task runner promises: the rules of {@code docs/spi/execution.md} by number. */
public interface TaskRunnerContract {
    TaskRunner runner(int workers);

    @Test
    default void exec_1_every_task_runs_once_and_after_its_predecessors() {
        SplittableRandom random = new SplittableRandom(1);
        try (TaskRunner runner = runner(4)) {
            for (int round = 0; round < 200; round++) {
                RandomGraph graph = new RandomGraph(random, 1 + random.nextInt(120), task -> {});
                runner.run(graph);
                graph.assertDone();
            }
        }
    }

    @Test
    default void exec_1_a_graph_without_tasks_is_done_at_once() {
        try (TaskRunner runner = runner(3)) {
            runner.run(new RandomGraph(new SplittableRandom(1), 0, task -> {}));
        }
    }

    @Test
    default void exec_2_what_tasks_wrote_is_visible_to_their_successors_and_to_the_caller() {
        SplittableRandom random = new SplittableRandom(2);
        try (TaskRunner runner = runner(4)) {
            for (int round = 0; round < 200; round++) {
                int size = 50 + random.nextInt(50);
                int[] plain = new int[size];
                List<List<Integer>> before = new ArrayList<>();
                AtomicInteger unseen = new AtomicInteger();
                RandomGraph graph = new RandomGraph(random, size, task -> {
                    for (int one : before.get(task)) {
                        unseen.addAndGet(plain[one] == one + 1 ? 0 : 1);
                    }
                    plain[task] = task + 1;
                });
                before.addAll(graph.before);
                runner.run(graph);
                for (int task = 0; task < size; task++) {
                    unseen.addAndGet(plain[task] == task + 1 ? 0 : 1);
                }
                assertThat(unseen).hasValue(0);
            }
        }
    }

    @Test
    default void exec_3_a_task_whose_worker_breaks_down_runs_again() {
        try (TaskRunner runner = runner(4)) {
            AtomicIntegerArray broken = new AtomicIntegerArray(40);
            RandomGraph graph = new RandomGraph(new SplittableRandom(3), 40, task -> {
                if (task % 5 == 0 && broken.incrementAndGet(task) == 1) {
                    if (task % 2 == 0) {
                        throw new StackOverflowError("worker");
                    }
                    throw new IllegalArgumentException("worker");
                }
            });
            runner.run(graph);
            graph.assertDone();
            // And the runner is as good as before.
            RandomGraph next = new RandomGraph(new SplittableRandom(4), 40, task -> {});
            runner.run(next);
            next.assertDone();
        }
    }

    @Test
    default void exec_4_a_task_that_keeps_failing_fails_the_run() {
        try (TaskRunner runner = runner(4)) {
            RandomGraph graph = new RandomGraph(new SplittableRandom(5), 40, task -> {
                if (task == 17) {
                    throw new UnsupportedOperationException("always");
                }
            });
            assertThatThrownBy(() -> runner.run(graph))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("always");
        }
    }

    @Test
    default void exec_5_a_broken_invariant_fails_the_run_at_once() {
        try (TaskRunner runner = runner(4)) {
            AtomicInteger runs = new AtomicInteger();
            RandomGraph graph = new RandomGraph(new SplittableRandom(6), 40, task -> {
                if (task == 17) {
                    runs.incrementAndGet();
                    throw new IllegalStateException("broken");
                }
            });
            assertThatThrownBy(() -> runner.run(graph))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    default void exec_6_several_callers_share_a_runner() throws Exception {
        try (TaskRunner runner = runner(3);
                var callers = Executors.newFixedThreadPool(4)) {
            CountDownLatch done = new CountDownLatch(4);
            List<RandomGraph> graphs = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                for (int i = 0; i < 50; i++) {
                    graphs.add(new RandomGraph(new SplittableRandom(caller * 100L + i), 60, task -> {}));
                }
            }
            for (int caller = 0; caller < 4; caller++) {
                List<RandomGraph> own = graphs.subList(caller * 50, caller * 50 + 50);
                callers.execute(() -> {
                    own.forEach(runner::run);
                    done.countDown();
                });
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            graphs.forEach(RandomGraph::assertDone);
        }
    }

    @Test
    default void exec_7_a_task_may_run_a_graph_of_its_own() {
        SplittableRandom random = new SplittableRandom(7);
        try (TaskRunner runner = runner(3)) {
            for (int round = 0; round < 50; round++) {
                List<RandomGraph> inner = new ArrayList<>();
                for (int task = 0; task < 6; task++) {
                    inner.add(new RandomGraph(random, 30, unused -> {}));
                }
                RandomGraph outer = new RandomGraph(random, 6, task -> {
                    runner.run(inner.get(task));
                    inner.get(task).assertDone();
                });
                runner.run(outer);
                outer.assertDone();
            }
        }
    }

    /** A random graph that counts how its tasks ran. */
    final class RandomGraph implements TaskGraph {
        private final List<List<Integer>> before = new ArrayList<>();
        private final List<List<Integer>> after = new ArrayList<>();
        private final AtomicIntegerArray ended;
        private final AtomicInteger early = new AtomicInteger();
        private final IntConsumer work;

        RandomGraph(SplittableRandom random, int size, IntConsumer work) {
            this.work = work;
            this.ended = new AtomicIntegerArray(size);
            for (int task = 0; task < size; task++) {
                List<Integer> own = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0 && task > 0; i--) {
                    int one = random.nextInt(task);
                    if (!own.contains(one)) {
                        own.add(one);
                        after.get(one).add(task);
                    }
                }
                before.add(own);
                after.add(new ArrayList<>());
            }
        }

        @Override
        public int size() {
            return before.size();
        }

        @Override
        public int predecessors(int task) {
            return before.get(task).size();
        }

        @Override
        public int[] successors(int task) {
            return after.get(task).stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public void run(int task) {
            for (int one : before.get(task)) {
                early.addAndGet(ended.get(one) == 1 ? 0 : 1);
            }
            work.accept(task);
            ended.incrementAndGet(task);
        }

        void assertDone() {
            assertThat(early).as("tasks that ran before a predecessor was done").hasValue(0);
            for (int task = 0; task < size(); task++) {
                assertThat(ended.get(task)).as("runs of task " + task).isEqualTo(1);
            }
        }
    }
}
