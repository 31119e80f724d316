package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Block;
import org.banyan.types.block.Body;
import org.banyan.types.block.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers find out before the engine's step changes how long the step takes, never how it ends. */
class CheckedAheadTest {
    private final TestChain producer = new TestChain(new MemoryDisk().open());
    private final TestChain follower = new TestChain(new MemoryDisk().open());
    private Block block = new Block(producer.engine().head().header(), Body.EMPTY);
    private Witness witness = Witness.EMPTY;

    @BeforeEach
    void produce() {
        for (int i = 1; i <= 3; i++) {
            assertThat(producer.submit(producer.sign(producer.transfer(ALICE, BOB, i), ALICE))
                            .isAccepted())
                    .isTrue();
        }
        BlockId id = producer.extendHead();
        block = producer.engine().store().block(id).orElseThrow();
        witness = producer.engine().store().witness(id);
    }

    private ImportOutcome importWith(Block block, CheckedAhead ahead) {
        return follower.engine()
                .importBlock(block, witness, ahead, block.header().time(), new ArrayList<>());
    }

    private Optional<CheckedAhead> checkedBefore(Block block, Witness witness) {
        return follower.engine().checkedBefore(block, witness, block.header().time());
    }

    @Test
    void a_block_whose_transactions_were_checked_ahead_comes_to_the_same_state() {
        List<Optional<CheckedTransaction>> checked = block.body().transactions().stream()
                .map(raw -> Optional.of(follower.checked(raw)))
                .toList();
        assertThat(importWith(block, new CheckedAhead(checked))).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(follower.engine().head().id())
                .isEqualTo(producer.engine().head().id());
        assertThat(follower.balance(BOB)).isEqualTo(producer.balance(BOB));
    }

    @Test
    void what_is_missing_or_of_another_transaction_is_checked_by_the_engine() {
        List<Bytes> transactions = block.body().transactions();
        var shifted = new CheckedAhead(List.of(
                Optional.empty(),
                Optional.of(follower.checked(transactions.get(0))),
                Optional.of(follower.checked(transactions.get(2)))));
        assertThat(importWith(block, shifted)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void a_transaction_that_is_wrong_is_refused_whatever_stood_at_its_place() {
        List<Bytes> transactions = new ArrayList<>(block.body().transactions());
        CheckedTransaction right = follower.checked(transactions.get(1));
        transactions.set(1, producer.sign(producer.transfer(ALICE, BOB, 1), BOB));
        Block forged = new Block(block.header(), new Body(List.of(), transactions));
        var ahead = new CheckedAhead(List.of(Optional.empty(), Optional.of(right)));
        assertThat(importWith(forged, ahead)).isInstanceOf(ImportOutcome.Rejected.class);
        assertThat(importWith(block, CheckedAhead.NOTHING)).isInstanceOf(ImportOutcome.Imported.class);
    }

    @Test
    void what_was_admitted_here_is_known_and_the_rest_is_not() {
        Bytes known = block.body().transactions().get(1);
        assertThat(follower.submit(known).isAccepted()).isTrue();
        CheckedAhead before = checkedBefore(block, witness).orElseThrow();
        assertThat(before.find(0, block.body().transactions().get(0))).isEmpty();
        assertThat(before.find(1, known)).isPresent();
    }

    @Test
    void what_was_admitted_here_is_known_of_a_block_whose_parent_is_still_to_come() {
        Bytes known = block.body().transactions().get(2);
        assertThat(follower.submit(known).isAccepted()).isTrue();
        BlockId later = producer.extendHead();
        Block next = producer.engine().store().block(later).orElseThrow();
        Block orphan = new Block(next.header(), block.body());
        assertThat(follower.engine().admittedBefore(orphan).find(2, known)).isPresent();
        assertThat(follower.engine()
                        .admittedBefore(orphan)
                        .find(1, block.body().transactions().get(1)))
                .isEmpty();
    }

    @Test
    void no_signature_is_checked_ahead_for_a_block_without_its_seal_or_one_that_is_known() {
        assertThat(checkedBefore(block, witness)).isPresent();
        assertThat(checkedBefore(block, Witness.EMPTY)).isEmpty();
        importWith(block, CheckedAhead.NOTHING);
        assertThat(checkedBefore(block, witness)).isEmpty();
    }
}
