package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.junit.jupiter.api.Test;

class ReorganisationTest {
    private static final int REORGANISATIONS = 1_000;
    private static final int PER_FORK = 10;

    @Test
    void two_producers_that_reorganise_a_thousand_times_end_where_a_straight_replay_ends() {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        TestChain chain = new TestChain(new MemoryDisk().open());
        int reorganised = 0;
        while (reorganised < REORGANISATIONS) {
            BlockId left = chain.engine().finalBlock().id();
            BlockId right = left;
            right = chain.extend(right, 1, 3);
            for (int i = 0; i < PER_FORK; i++) {
                BlockId before = chain.engine().head().id();
                left = outgrow(chain, left, 0, random);
                assertThat(chain.engine().head().id()).as("seed %d", seed).isEqualTo(left);
                reorganised += before.equals(left) ? 0 : 1;
                BlockId swapped = left;
                left = right;
                right = swapped;
            }
            chain.certify(chain.engine().head().id());
        }

        TestChain replay = new TestChain(new MemoryDisk().open());
        for (BlockId block : mainBranch(chain)) {
            assertThat(replay.importFrom(chain, block)).isEqualTo(new ImportOutcome.Imported(block));
        }
        assertThat(replay.engine().head().id()).isEqualTo(chain.engine().head().id());
        assertThat(replay.engine().head().header().stateRoot())
                .isEqualTo(chain.engine().head().header().stateRoot());
        assertThat(replay.balance(ALICE)).isEqualTo(chain.balance(ALICE));
        assertThat(replay.balance(BOB)).isEqualTo(chain.balance(BOB));
    }

    /** Extends the shorter branch until it is the head. */
    private static BlockId outgrow(TestChain chain, BlockId tip, int producer, SplittableRandom random) {
        BlockId block = tip;
        while (!chain.engine().head().id().equals(block) || block.equals(tip)) {
            if (random.nextInt(3) == 0) {
                chain.submit(chain.sign(chain.transfer(ALICE, BOB, 1 + random.nextInt(1_000)), ALICE));
            }
            block = chain.extend(block, producer + random.nextInt(2), 1 + random.nextInt(3));
        }
        return block;
    }

    private static List<BlockId> mainBranch(TestChain chain) {
        List<BlockId> blocks = new ArrayList<>();
        for (Height height = new Height(1); height.compareTo(chain.height()) <= 0; height = height.next()) {
            blocks.add(chain.engine().mainBlockAt(height).orElseThrow());
        }
        return blocks;
    }
}
