package org.banyan.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.core.store.ChainStore.Keeping;
import org.banyan.node.fixture.TestProcess;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Height;
import org.junit.jupiter.api.Test;

class BlockPrunerTest {
    private final TestProcess process = new TestProcess();
    private final RunningChain chain = process.start("main", TestKeys.named(TestProcess.SUITE, "alice"));

    @Test
    void nothing_that_later_blocks_refer_to_is_removed_however_little_is_to_be_kept() {
        assertThat(BlockPruner.kept(1, 512)).isEqualTo(1_024);
        assertThat(BlockPruner.kept(1, 4_096)).isEqualTo(8_192);
        assertThat(BlockPruner.kept(100_000, 512)).isEqualTo(100_000);
    }

    @Test
    void blocks_further_below_what_is_final_on_the_chain_than_is_kept_lose_their_bodies() {
        process.time().advance(400 * TestProcess.SLOT_MILLIS);

        boolean more = chain.read(engine -> BlockPruner.prune(engine, 300, Keeping.FULL));

        assertThat(more).isFalse();
        long finalOnChain = chain.look(parts ->
                parts.store().effects(chain.status().finalId()).finalHeight().value());
        Height from = chain.look(parts -> parts.store().bodiesFrom());
        assertThat(from).isEqualTo(new Height(finalOnChain - 300));
        assertThat(body(from)).isTrue();
        assertThat(body(from.minus(1))).isFalse();
    }

    private boolean body(Height height) {
        return chain.look(parts ->
                parts.store().finalAt(height).flatMap(parts.store()::block).isPresent());
    }
}
