package org.banyan.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import org.banyan.core.fixture.TestChain;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredBlocksTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final TestChain chain = new TestChain(disk.open());
    private BlockId genesis;
    private BlockId left;
    private BlockId right;
    private TransactionId transaction;

    /** Two blocks of one height with the same transaction. */
    @BeforeEach
    void fork() {
        genesis = chain.engine().head().id();
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 500), ALICE));
        left = chain.extend(genesis, 0);
        transaction = store().transactions(left).getFirst();
        right = chain.extend(genesis, 1, 2);
    }

    private ChainStore store() {
        return chain.engine().store();
    }

    @Test
    void blocks_of_one_height_keep_their_records_apart() {
        assertThat(store().blocksFrom(new Height(1))).containsExactly(left, right);
        for (BlockId id : store().blocksFrom(Height.GENESIS)) {
            assertThat(store().block(id).orElseThrow().header())
                    .isEqualTo(store().header(id).orElseThrow());
        }
        assertThat(store().header(left)).isNotEqualTo(store().header(right));
        assertThat(store().receipts(left).orElseThrow().get(1).transactionId()).contains(transaction);
    }

    @Test
    void a_transaction_is_found_in_the_block_that_holds_it_until_finality_rules_the_block_out() {
        assertThat(store().positions(transaction)).contains(new ChainStore.Position(left, 0));
        chain.certify(right);
        assertThat(store().blocksFrom(Height.GENESIS)).containsExactly(genesis, right);
        assertThat(store().positions(transaction))
                .noneMatch(position -> position.block().equals(left));
        assertThat(store().block(left)).isEmpty();
        assertThatThrownBy(() -> store().changes(left))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining(left.toString())
                .hasMessageContaining("restore the chain");
    }

    @Test
    void a_block_nobody_stored_is_absent() {
        BlockId unknown = new BlockId(Hash.of(Bytes.wrap(new byte[Hash.SIZE])));
        assertThat(store().header(unknown)).isEmpty();
        assertThat(store().receipts(unknown)).isEmpty();
    }

    @Test
    void what_a_final_block_changed_can_be_undone() {
        var before = chain.balance(ALICE);
        chain.certify(left);
        chain.submit(chain.sign(chain.transfer(ALICE, BOB, 7), ALICE));
        BlockId next = chain.extendHead();
        chain.certify(next);
        var undo = store().undo(new Height(2)).orElseThrow();
        var changed = store().changes(next);
        assertThat(undo.changes().keySet())
                .isEqualTo(changed.changes().keySet())
                .isNotEmpty();
        var state = store().stateAt(new Height(1)).orElseThrow();
        undo.changes().forEach((key, value) -> assertThat(state.get(key)).isEqualTo(value));
        assertThat(chain.balance(ALICE)).isLessThan(before);
    }

    @Test
    void a_store_of_an_older_schema_is_refused_and_left_as_it_is() {
        var store = disk.afterPowerCut(0).open();
        store.write(new WriteBatch().put(ChainKeys.meta("schema"), ChainKeys.number(1)), Durability.SYNCED);
        assertThatThrownBy(() -> chain.reopen(store))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(SchemaException.Kind.OLDER_SCHEMA))
                .hasMessageContaining("schema 1")
                .hasMessageContaining("empty directory");
    }
}
