package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.junit.jupiter.api.Test;

class FinalityConflictTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());

    @Test
    void a_certificate_against_a_final_block_stops_the_engine() {
        BlockId genesis = chain.engine().head().id();
        BlockId left = chain.extend(genesis, 0, 1);
        BlockId right = chain.extend(chain.extend(genesis, 1, 2), 1, 1);
        TestChain liars = new TestChain(new MemoryDisk().open());
        liars.importFrom(chain, left);
        liars.certify(left);
        var certified = liars.engine().store().witness(left);
        chain.certify(right);
        assertThat(chain.engine().finalBlock().id()).isEqualTo(right);
        assertThat(chain.engine().store().block(left)).isEmpty();

        BlockId fourth = liars.extendHead();
        assertThat(certified.entries()).isNotEmpty();
        assertThat(chain.importFrom(liars, fourth)).isNotInstanceOf(ImportOutcome.Imported.class);
        assertThat(chain.engine().finalBlock().header().height()).isEqualTo(new Height(2));
    }

    @Test
    void the_head_leaves_a_longer_branch_for_the_final_one() {
        BlockId genesis = chain.engine().head().id();
        BlockId shorter = chain.extend(genesis, 0, 1);
        BlockId longer = chain.extend(chain.extend(genesis, 1, 2), 1, 1);
        assertThat(chain.engine().head().id()).isEqualTo(longer);
        chain.certify(shorter);
        assertThat(chain.engine().head().id()).isEqualTo(shorter);
        assertThatThrownBy(() -> chain.extend(longer, 0, 1)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void what_the_head_carried_waits_again_when_another_branch_becomes_final() {
        BlockId genesis = chain.engine().head().id();
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 7), ALICE));
        BlockId carrying = chain.extend(genesis, 0, 1);
        assertThat(chain.engine().pool().size()).isZero();
        TestChain others = new TestChain(new MemoryDisk().open());
        BlockId empty = others.extend(genesis, 1, 2);

        chain.importWithoutVotes(others, empty);
        assertThat(chain.engine().head().id()).isEqualTo(carrying);
        chain.certify(empty);

        assertThat(chain.engine().head().id()).isEqualTo(empty);
        assertThat(chain.engine().pool().size()).isEqualTo(1);
        BlockId next = chain.extendHead();
        assertThat(chain.engine().store().transactions(next)).hasSize(1);
    }
}
