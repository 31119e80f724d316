package org.banyan.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The replay itself: which inputs a target sees, and that a budget can be broken. */
class ReplayFuzzTest {
    private static final List<String> SEEN = new ArrayList<>();

    @FuzzTarget
    void sees_its_corpus(byte[] input) {
        SEEN.add(CorpusLine.write(input));
    }

    @AfterAll
    static void the_target_saw_the_empty_input_and_every_line() {
        assertThat(SEEN).containsExactly("\"\"", "00ff", "\"some text\"");
    }

    @Test
    void a_target_without_a_corpus_is_told_where_to_put_it() {
        assertThatThrownBy(() -> Corpus.of(ReplayFuzzTest.class, "missing"))
                .hasMessageContaining("src/test/resources/org/banyan/fuzzing/ReplayFuzzTest.missing.corpus");
    }

    @Test
    void allocation_and_time_beyond_the_budget_are_failures() {
        Budget budget = Budget.start();
        assertThat(Arrays.hashCode(new byte[80 << 20])).isNotZero();
        assertThatThrownBy(budget::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(".*(allocate|processor time).*");
        assertThatThrownBy(() -> Budget.check(2_000_000_000L, 0)).hasMessageContaining("2000 ms");
        assertThatThrownBy(() -> Budget.check(0, 65L << 20)).hasMessageContaining("allocate");
        Budget.check(1_000_000, 1);
    }

    @Test
    void an_input_draws_the_same_values_every_time_and_close_inputs_draw_close_values() {
        byte[] input = {5, 1, 2, 3};
        InputChoices first = new InputChoices(input);
        InputChoices second = new InputChoices(input);
        assertThat(first.nextInt(10)).isEqualTo(5);
        assertThat(first.nextLong(1 << 16)).isEqualTo(0x0102);
        assertThat(first.nextLong()).isEqualTo(3);
        second.nextInt(10);
        second.nextLong(1 << 16);
        second.nextLong();
        assertThat(first.nextLong()).isEqualTo(second.nextLong());
    }
}
