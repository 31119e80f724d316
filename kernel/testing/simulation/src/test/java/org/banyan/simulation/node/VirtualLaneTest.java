package org.banyan.simulation.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.testkit.world.EventQueue;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

class VirtualLaneTest {
    private final EventQueue queue = new EventQueue(new Timestamp(0));
    private final VirtualLane lane = new VirtualLane(queue);
    private final List<String> seen = new ArrayList<>();

    private void pass(long millis) {
        queue.runUntil(queue.now().plusMillis(millis));
    }

    @Test
    void a_task_that_is_offered_in_a_task_runs_after_it() {
        lane.offer(() -> {
            lane.offer(() -> seen.add("inner"));
            seen.add("outer");
        });
        assertThat(seen).containsExactly("outer", "inner");
    }

    @Test
    void a_paused_lane_does_later_what_was_due() {
        lane.later(5, () -> seen.add("timer"));
        lane.pause();
        lane.offer(() -> seen.add("offered"));
        pass(10);
        assertThat(seen).isEmpty();
        lane.resume();
        assertThat(seen).containsExactly("offered", "timer");
    }

    @Test
    void nothing_runs_on_a_dead_lane() {
        lane.later(5, () -> seen.add("timer"));
        lane.die();
        pass(10);
        assertThat(lane.offer(() -> seen.add("offered"))).isFalse();
        assertThat(seen).isEmpty();
    }
}
