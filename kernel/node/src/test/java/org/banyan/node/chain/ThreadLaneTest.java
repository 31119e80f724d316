package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadLaneTest {
    private final ThreadLane lane = new ThreadLane("test-lane");
    private final List<String> done = new ArrayList<>();

    @Test
    void tasks_run_one_after_another_in_the_order_they_were_offered() {
        for (int i = 0; i < 1_000; i++) {
            String name = "task " + i;
            lane.offer(() -> done.add(name));
        }
        lane.close(() -> done.add("last"));
        assertThat(done).hasSize(1_001).startsWith("task 0", "task 1").endsWith("task 999", "last");
    }

    @Test
    void what_is_due_goes_before_what_was_offered() {
        CountDownLatch full = new CountDownLatch(1);
        lane.offer(() -> awaitQuietly(full));
        CountDownLatch ran = new CountDownLatch(1);
        lane.offer(() -> {
            done.add("offered");
            ran.countDown();
        });
        lane.later(0, () -> done.add("due"));
        full.countDown();
        awaitQuietly(ran);
        lane.close(() -> {});
        assertThat(done).containsExactly("due", "offered");
    }

    @Test
    void work_beyond_the_limit_is_refused_and_taken_again_later() {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        lane.offer(() -> {
            begun.countDown();
            awaitQuietly(busy);
        });
        awaitQuietly(begun);
        for (int i = 0; i < ThreadLane.QUEUE_MAX; i++) {
            assertThat(lane.offer(() -> {})).isTrue();
        }
        assertThat(lane.offer(() -> {})).isFalse();
        busy.countDown();
        CountDownLatch taken = new CountDownLatch(1);
        while (!lane.offer(taken::countDown)) {
            Thread.onSpinWait();
        }
        awaitQuietly(taken);
        lane.close(() -> {});
    }

    @Test
    void a_closed_lane_takes_nothing_and_forgets_its_timers() {
        lane.later(3_600_000, () -> done.add("timer"));
        lane.close(() -> done.add("last"));
        assertThat(lane.offer(() -> done.add("late"))).isFalse();
        lane.close(() -> done.add("again"));
        assertThat(done).containsExactly("last");
    }

    @Test
    void what_the_last_task_throws_is_thrown_to_the_closer() {
        assertThatThrownBy(() -> lane.close(() -> {
                    throw new IllegalStateException("the store would not close");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store would not close");
    }

    @Test
    void a_task_knows_that_it_is_on_the_lane() {
        List<Boolean> here = new ArrayList<>();
        lane.offer(() -> here.add(lane.isCurrent()));
        lane.close(() -> {});
        assertThat(here).containsExactly(true);
        assertThat(lane.isCurrent()).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
