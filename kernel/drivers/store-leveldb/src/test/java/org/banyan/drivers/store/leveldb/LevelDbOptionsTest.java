package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelDbOptionsTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void the_write_buffer_follows_the_heap_within_bounds() {
        assertThat(LevelDbOptions.forHeap(64 * MEGABYTE).writeBufferBytes()).isEqualTo(8 * MEGABYTE);
        assertThat(LevelDbOptions.forHeap(1_536 * MEGABYTE).writeBufferBytes()).isEqualTo(32 * MEGABYTE);
        assertThat(LevelDbOptions.forHeap(64_000 * MEGABYTE).writeBufferBytes()).isEqualTo(64 * MEGABYTE);
    }
}
