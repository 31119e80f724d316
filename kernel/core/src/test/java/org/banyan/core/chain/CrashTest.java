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
import org.banyan.types.block.WitnessEntry;
import org.junit.jupiter.api.Test;

/** RELIABILITY.md RD1 and RD2: a chain reopens at a block boundary wherever its process died, and nothing that was reported final is lost. */
class CrashTest {
    private static final int BLOCKS = 60;
    private static final Class<EngineEffect.Finalized> FINALIZED = EngineEffect.Finalized.class;

    private final MemoryDisk disk = MemoryDisk.recording();
    private final TestChain chain = new TestChain(disk.open());
    private final List<Reported> reported = new ArrayList<>();

    /** What the node had told others once {@code batches} batches were written. */
    private record Reported(int batches, BlockId finalBlock, Height finalHeight) {}

    @Test
    void a_kill_between_any_two_writes_loses_nothing_that_was_reported() {
        makeForksAndFinality(new SplittableRandom(7));
        for (int batches = 1; batches <= disk.batches(); batches++) {
            reopenAndGoOn(disk.asOf(batches), batches);
        }
    }

    @Test
    void a_power_cut_that_takes_unsynced_writes_loses_nothing_that_was_reported() {
        SplittableRandom random = new SplittableRandom(11);
        makeForksAndFinality(random);
        for (int round = 0; round < 100; round++) {
            int batches = 1 + random.nextInt(disk.batches());
            reopenAndGoOn(disk.asOf(batches).afterPowerCut(random), batches);
        }
    }

    @Test
    void a_certificate_beside_its_block_counts_after_a_crash_before_the_block_was_final() {
        BlockId block = chain.extendHead();
        int batches = disk.batches();
        List<EngineEffect> effects = chain.certify(block);
        assertThat(effects).as("what the process did that did not die").hasAtLeastOneElementOfType(FINALIZED);

        chain.reopen(disk.asOf(batches + 1).open());

        assertThat(chain.engine().finalBlock().id()).isEqualTo(block);
        assertThat(chain.certify(block)).as("the same certificate from a peer").isEmpty();
    }

    @Test
    void a_certificate_in_a_child_counts_after_a_crash_before_its_block_was_final() {
        BlockId block = chain.extendHead();
        chain.certify(block);
        BlockId child = chain.extendHead();
        MemoryDisk lateDisk = MemoryDisk.recording();
        TestChain late = new TestChain(lateDisk.open());
        assertThat(late.importWithoutVotes(chain, block)).isInstanceOf(ImportOutcome.Imported.class);
        int batches = lateDisk.batches();
        assertThat(late.importFrom(chain, child)).isInstanceOf(ImportOutcome.Imported.class);

        late.reopen(lateDisk.asOf(batches + 1).open());

        assertThat(late.engine().head().id()).isEqualTo(child);
        assertThat(late.engine().finalBlock().id()).isEqualTo(block);
        assertThat(late.engine().witness(block).orElseThrow().payloads(WitnessEntry.CERTIFICATE))
                .as("for who builds another child")
                .hasSize(1);
    }

    private void makeForksAndFinality(SplittableRandom random) {
        List<BlockId> known = new ArrayList<>(List.of(chain.engine().head().id()));
        for (int i = 0; i < BLOCKS; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            BlockId parent = random.nextInt(4) == 0
                    ? known.get(random.nextInt(known.size()))
                    : chain.engine().head().id();
            BlockId block = chain.extend(parent, random.nextInt(2), 1 + random.nextInt(3));
            known.add(block);
            if (random.nextInt(5) == 0) {
                chain.certify(chain.engine().head().id());
                known.clear();
                known.add(chain.engine().finalBlock().id());
            }
            var finalBlock = chain.engine().finalBlock();
            reported.add(new Reported(
                    disk.batches(), finalBlock.id(), finalBlock.header().height()));
        }
    }

    private void reopenAndGoOn(MemoryDisk crashed, int batches) {
        TestChain reopened = new TestChain(crashed.open());
        for (Reported before : reported) {
            if (before.batches() <= batches) {
                assertThat(reopened.engine().mainBlockAt(before.finalHeight()))
                        .as("final block %s after a crash behind batch %d", before.finalHeight(), batches)
                        .contains(before.finalBlock());
                assertThat(reopened.engine().finalBlock().header().height())
                        .isGreaterThanOrEqualTo(before.finalHeight());
            }
        }
        BlockId head = reopened.engine().head().id();
        reopened.submit(reopened.sign(reopened.transfer(BOB, ALICE, 1), BOB));
        BlockId next = reopened.extendHead();
        assertThat(reopened.engine().store().block(next).orElseThrow().header().parent())
                .isEqualTo(head);
        assertThat(reopened.receipts(next)).hasSize(3);
    }
}
