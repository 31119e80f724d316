package org.banyan.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Timestamp START = new Timestamp(1_000);

    @Test
    void what_happens_at_one_moment_happens_in_the_order_of_asking_without_ties() {
        EventQueue queue = new EventQueue(START);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            queue.after(10, () -> seen.add(number));
        }
        queue.runUntil(START.plusMillis(10));
        assertThat(seen).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_seed_decides_what_happens_first_at_one_moment() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            assertThat(orderOfThree(seed)).isEqualTo(orderOfThree(seed));
            orders.add(orderOfThree(seed));
        }
        assertThat(orders).as("orders of three events over 50 seeds").hasSize(6);
    }

    private static List<Integer> orderOfThree(long seed) {
        World world = new World(seed, START);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            world.queue().after(10, () -> seen.add(number));
        }
        world.queue().runUntil(START.plusMillis(10));
        return seen;
    }

    @Test
    void time_stands_still_between_events_and_never_goes_back() {
        EventQueue queue = new EventQueue(START);
        List<Long> seen = new ArrayList<>();
        queue.after(5, () -> {
            seen.add(queue.now().millis());
            queue.at(START, () -> seen.add(queue.now().millis()));
        });
        queue.runUntil(START.plusMillis(100));
        assertThat(seen).containsExactly(1_005L, 1_005L);
        assertThat(queue.now()).isEqualTo(START.plusMillis(100));
        assertThat(queue.happened()).isEqualTo(2);
    }

    @Test
    void nothing_happens_after_a_halt_and_time_stops_where_it_was() {
        EventQueue queue = new EventQueue(START);
        List<String> seen = new ArrayList<>();
        queue.after(5, queue::halt);
        queue.after(6, () -> seen.add("too late"));
        queue.runUntil(START.plusMillis(100));
        assertThat(seen).isEmpty();
        assertThat(queue.now()).isEqualTo(START.plusMillis(5));
    }

    @Test
    void a_stream_draws_the_same_whatever_other_streams_drew() {
        SplittableRandom alone = new Entropy(7).stream("network");
        Entropy entropy = new Entropy(7);
        entropy.stream("disk").nextLong();
        assertThat(entropy.stream("network").nextLong()).isEqualTo(alone.nextLong());
        assertThat(entropy.stream("disk").nextLong())
                .isNotEqualTo(entropy.stream("network").nextLong());
        assertThat(entropy.of("node-1").stream("disk").nextLong())
                .isNotEqualTo(entropy.of("node-2").stream("disk").nextLong());
    }

    @Test
    void the_hash_of_a_log_tells_every_difference_and_the_newest_lines_stay() {
        World one = new World(1, START);
        World other = new World(1, START);
        for (int i = 0; i < 300; i++) {
            one.note("node", "did " + i);
            other.note("node", "did " + i);
        }
        assertThat(one.log().hash()).isEqualTo(other.log().hash());
        other.note("node", "did more");
        assertThat(one.log().hash()).isNotEqualTo(other.log().hash());
        assertThat(other.log().last(2)).containsExactly("0 node did 299", "0 node did more");
        assertThat(one.log().last(1_000)).hasSize(EventLog.KEPT_MAX);
    }
}
