package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;
import static org.banyan.core.fixture.TestChain.FUNDS;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;
import org.junit.jupiter.api.Test;

class ChainEngineTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final TestChain chain = new TestChain(disk.open());

    @Test
    void a_transfer_moves_value_and_pays_the_producer() {
        assertThat(chain.submit(chain.sign(chain.transfer(ALICE, BOB, 500), ALICE)))
                .isEqualTo(Verdict.ACCEPTED);
        BlockId block = chain.extendHead();
        Receipt receipt = chain.receipts(block).get(1);
        assertThat(receipt.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(receipt.fee()).isEqualTo(Amount.of(receipt.cost()));
        assertThat(chain.balance(BOB)).isEqualTo(FUNDS.plus(Amount.of(500)));
        assertThat(chain.balance(ALICE)).isEqualTo(FUNDS.minus(Amount.of(500)).minus(receipt.fee()));
    }

    @Test
    void a_failed_call_leaves_nothing_but_its_fee() {
        chain.submit(chain.sign(chain.call(ALICE, "Fail", Bytes.EMPTY), ALICE));
        Receipt receipt = chain.receipts(chain.extendHead()).get(1);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.events()).isEmpty();
        assertThat(receipt.failureMessage()).contains("NOT_ALLOWED", "as asked");
        assertThat(chain.balance(ALICE)).isEqualTo(FUNDS.minus(receipt.fee()));
    }

    @Test
    void a_call_that_never_ends_is_stopped_by_its_limit_and_pays_it_all() {
        chain.submit(chain.sign(chain.call(ALICE, "Spin", Bytes.EMPTY), ALICE));
        Receipt receipt = chain.receipts(chain.extendHead()).get(1);
        assertThat(receipt.failureMessage()).contains("OUT_OF_COST");
        assertThat(receipt.fee()).isEqualTo(Amount.of(1_000_000));
    }

    @Test
    void a_restart_goes_on_where_it_stopped() {
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 500), ALICE));
        BlockId first = chain.extendHead();
        chain.certify(first);
        chain.submit(chain.sign(chain.transfer(BOB, ALICE, 7), BOB));
        BlockId second = chain.extendHead();
        Amount alice = chain.balance(ALICE);

        chain.reopen(disk.afterPowerCut(0).open());

        assertThat(chain.engine().head().id()).isEqualTo(second);
        assertThat(chain.engine().finalBlock().id()).isEqualTo(first);
        assertThat(chain.balance(ALICE)).isEqualTo(alice);
        assertThat(chain.extendHead()).isNotEqualTo(second);
    }

    @Test
    void another_node_that_imports_the_blocks_has_the_same_head_and_finality() {
        TestChain other = new TestChain(new MemoryDisk().open());
        for (int i = 0; i < 20; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            BlockId block = chain.extendHead();
            chain.certify(block);
            assertThat(other.importFrom(chain, block)).isEqualTo(new ImportOutcome.Imported(block));
        }
        assertThat(other.engine().head().id()).isEqualTo(chain.engine().head().id());
        assertThat(other.engine().finalBlock().id())
                .isEqualTo(chain.engine().finalBlock().id());
        assertThat(other.balance(BOB)).isEqualTo(chain.balance(BOB));
    }

    @Test
    void a_block_that_is_built_twice_is_one_block() {
        BlockId genesis = chain.engine().head().id();
        BlockId first = chain.extend(genesis, 0);
        BlockId again = chain.extend(genesis, 0);
        assertThat(again).isEqualTo(first);
        chain.certify(first);
        assertThat(chain.engine().store().block(first)).isPresent();
        assertThat(chain.engine().finalBlock().id()).isEqualTo(first);
    }

    @Test
    void after_a_restart_the_votes_above_the_final_block_are_still_known_parents_first() {
        BlockId first = chain.extendHead();
        BlockId second = chain.extendHead();
        BlockId third = chain.extendHead();
        List.of(third, first).forEach(chain::vote);
        assertThat(chain.engine().keptWitnesses().stream()
                        .map(kept -> kept.block().id()))
                .containsExactly(first, third);

        chain.reopen(disk.copy().open());

        assertThat(chain.engine().keptWitnesses())
                .extracting(
                        kept -> kept.block().id(),
                        kept -> kept.witness().payloads(WitnessEntry.VOTE).size())
                .containsExactly(tuple(first, 1), tuple(third, 1));
        chain.certify(second);
        assertThat(chain.engine().keptWitnesses().stream()
                        .map(kept -> kept.block().id()))
                .containsExactly(third);
    }

    @Test
    void work_waits_while_the_pool_holds_transactions() {
        assertThat(chain.engine().knownBlocks().workWaits()).isFalse();
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 1), ALICE));
        assertThat(chain.engine().knownBlocks().workWaits()).isTrue();
        BlockId block = chain.extendHead();
        assertThat(chain.engine().head().id()).isEqualTo(block);
        assertThat(chain.engine().knownBlocks().workWaits()).isFalse();
    }

    @Test
    void a_kept_witness_survives_a_power_cut_also_when_its_entries_were_known() {
        BlockId block = chain.extendHead();
        chain.vote(block);
        MemoryDisk lost = disk.afterPowerCut(0);
        List<EngineEffect> effects = new ArrayList<>();
        chain.engine().keepWitness(block, chain.engine().witness(block).orElseThrow(), effects);
        MemoryDisk kept = disk.afterPowerCut(0);
        assertThat(effects).as("nothing grew").isEmpty();

        chain.reopen(lost.open());
        assertThat(chain.engine().keptWitnesses()).as("the vote alone").isEmpty();
        chain.reopen(kept.open());
        assertThat(chain.engine().keptWitnesses()).as("the vote that was kept").hasSize(1);
    }
}
