package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.ForkChoice;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.block.WitnessEntry;
import org.junit.jupiter.api.Test;

/** What an agent can ask of the fork tree: to stay on one branch, and to look at it. */
class AnchorTest {
    private final TestChain chain = new TestChain(new MemoryDisk().open());
    private final BlockId genesis = chain.engine().head().id();

    @Test
    void the_head_moves_to_the_anchors_branch_and_stays_there_although_another_grows_longer() {
        BlockId left = chain.extend(genesis, 0, 1);
        BlockId right = chain.extend(chain.extend(genesis, 1, 2), 1, 1);
        assertThat(chain.engine().head().id()).isEqualTo(right);
        List<EngineEffect> effects = new ArrayList<>();
        chain.engine().anchor(left, effects);
        assertThat(chain.engine().head().id()).isEqualTo(left);
        assertThat(effects).hasAtLeastOneElementOfType(EngineEffect.HeadMoved.class);

        chain.extend(right, 0, 1);
        assertThat(chain.engine().head().id()).isEqualTo(left);
        BlockId extended = chain.extend(left, 1, 2);
        assertThat(chain.engine().head().id()).isEqualTo(extended);
    }

    @Test
    void a_final_block_ends_an_anchor_that_does_not_extend_it() {
        BlockId left = chain.extend(genesis, 0, 1);
        BlockId right = chain.extend(chain.extend(genesis, 1, 2), 1, 1);
        chain.engine().anchor(left, new ArrayList<>());
        chain.certify(right);
        assertThat(chain.engine().head().id()).isEqualTo(right);
        assertThat(chain.extendHead()).isEqualTo(chain.engine().head().id());
    }

    @Test
    void an_anchor_that_is_unknown_or_below_the_final_block_changes_nothing() {
        BlockId block = chain.extendHead();
        chain.certify(block);
        BlockId next = chain.extendHead();
        List<EngineEffect> effects = new ArrayList<>();
        chain.engine().anchor(new BlockId(chain.engine().head().header().bodyRoot()), effects);
        chain.engine().anchor(genesis, effects);
        assertThat(effects).isEmpty();
        assertThat(chain.engine().head().id()).isEqualTo(next);
    }

    @Test
    void an_agent_sees_the_branches_above_the_final_block_and_what_stands_beside_them() {
        BlockId first = chain.extendHead();
        chain.certify(first);
        BlockId left = chain.extend(first, 0, 1);
        BlockId right = chain.extend(first, 1, 2);
        var blocks = chain.engine().knownBlocks();
        assertThat(blocks.tips()).extracting(ForkChoice.Tip::id).containsExactlyInAnyOrder(left, right);
        assertThat(blocks.witness(first).payloads(WitnessEntry.CERTIFICATE)).hasSize(1);
        assertThat(blocks.witness(left).payloads(WitnessEntry.SIGNATURE)).hasSize(1);
        assertThat(blocks.parentState(first)).as("state after genesis").isPresent();
        assertThat(blocks.parentState(left).map(state -> state.encoded()))
                .isEqualTo(blocks.block(first).map(tip -> tip.state().encoded()));
        assertThat(blocks.parentState(genesis)).isEmpty();
        assertThat(blocks.witness(genesis).entries()).isEmpty();
        assertThat(blocks.block(genesis)).isEmpty();
    }

    @Test
    void a_certificate_that_a_block_carries_is_kept_beside_the_block_it_certifies() {
        BlockId first = chain.extendHead();
        chain.certify(first);
        BlockId second = chain.extendHead();
        TestChain follower = new TestChain(new MemoryDisk().open());
        follower.importWithoutVotes(chain, first);
        assertThat(follower.engine().store().witness(first).payloads(WitnessEntry.CERTIFICATE))
                .isEmpty();
        follower.importFrom(chain, second);
        assertThat(follower.engine().finalBlock().id()).isEqualTo(first);
        assertThat(follower.engine().store().witness(first).payloads(WitnessEntry.CERTIFICATE))
                .as("the certificate in the next block's body")
                .hasSize(1);
    }
}
