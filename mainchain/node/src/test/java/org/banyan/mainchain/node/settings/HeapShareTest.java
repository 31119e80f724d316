package org.banyan.mainchain.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapShareTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void a_small_heap_gives_an_eighth_and_a_large_one_no_more_than_the_limit() {
        assertThat(HeapShare.bytes(0, 64 * MEGABYTE, 256 * MEGABYTE)).isEqualTo(32 * MEGABYTE);
        assertThat(HeapShare.bytes(0, 64 * MEGABYTE, 8192 * MEGABYTE)).isEqualTo(64 * MEGABYTE);
    }

    @Test
    void what_is_set_holds_whatever_the_heap() {
        assertThat(HeapShare.bytes(512, 64 * MEGABYTE, 256 * MEGABYTE)).isEqualTo(512 * MEGABYTE);
    }
}
