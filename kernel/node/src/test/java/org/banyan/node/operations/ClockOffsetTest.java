package org.banyan.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    @Test
    void nothing_is_said_before_a_block_came() {
        assertThat(new ClockOffset().seconds()).isNaN();
    }

    @Test
    void fewer_liars_than_a_third_do_not_make_the_clock_look_ahead_or_behind() {
        ClockOffset offset = new ClockOffset();
        for (int block = 0; block < ClockOffset.BLOCKS; block++) {
            offset.stored(block % 4 == 0 ? -400 : 30);
        }
        assertThat(offset.seconds()).isEqualTo(0.03);
    }

    @Test
    void a_clock_that_was_put_right_is_forgotten_after_some_blocks() {
        ClockOffset offset = new ClockOffset();
        for (int block = 0; block < ClockOffset.BLOCKS; block++) {
            offset.stored(2_000);
        }
        assertThat(offset.seconds()).isEqualTo(2.0);
        for (int block = 0; block < ClockOffset.BLOCKS; block++) {
            offset.stored(10);
        }
        assertThat(offset.seconds()).isEqualTo(0.01);
    }
}
