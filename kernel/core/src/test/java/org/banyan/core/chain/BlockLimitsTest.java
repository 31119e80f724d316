package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.Limits;
import org.junit.jupiter.api.Test;

class BlockLimitsTest {
    private static ChainSpecification limited(ChainSpecification it, long blockCost, int transactions) {
        Limits l = it.limits();
        Limits limits = new Limits(
                l.transactionBytes(),
                l.blockBytes(),
                transactions,
                l.authorizations(),
                1_000_000,
                blockCost,
                l.callDepth(),
                l.codeBytes(),
                l.valueBytes(),
                l.events(),
                l.inherents(),
                l.headerBytes());
        return new ChainSpecification(
                it.format(),
                it.name(),
                it.cryptoSuite(),
                it.addressPrefix(),
                it.genesisTime(),
                it.consensus(),
                it.collection(),
                it.updateRule(),
                it.parents(),
                it.indexing(),
                limits,
                it.fees(),
                it.genesisCalls());
    }

    @Test
    void a_block_is_filled_up_to_its_cost_and_the_rest_waits() {
        TestChain chain = new TestChain(new MemoryDisk().open(), it -> limited(it, 2_500_000, 100));
        for (int i = 0; i < 4; i++) {
            assertThat(chain.submit(chain.sign(chain.call(ALICE, "Spin", Bytes.EMPTY), ALICE))
                            .isAccepted())
                    .isTrue();
        }
        BlockId first = chain.extendHead();
        assertThat(chain.receipts(first)).hasSize(2 + 2);
        assertThat(chain.receipts(first).stream().mapToLong(Receipt::cost).sum())
                .isLessThanOrEqualTo(2_500_000);
        assertThat(chain.engine().pool().size()).isEqualTo(2);
        assertThat(chain.receipts(chain.extendHead())).hasSize(2 + 2);
    }

    @Test
    void a_block_is_filled_up_to_its_count() {
        TestChain chain = new TestChain(new MemoryDisk().open(), it -> limited(it, 1_000_000_000, 3));
        for (int i = 0; i < 5; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, 1), ALICE));
        }
        assertThat(chain.receipts(chain.extendHead())).hasSize(2 + 3);
        assertThat(chain.receipts(chain.extendHead())).hasSize(2 + 2);
    }

    @Test
    void blocks_carry_no_transactions_while_finality_is_far_behind() {
        TestChain chain = new TestChain(new MemoryDisk().open());
        for (int i = 0; i <= ChainDefinition.UNFINAL_MAX; i++) {
            chain.extendHead();
        }
        assertThat(chain.submit(chain.sign(chain.transfer(ALICE, BOB, 1), ALICE))
                        .isAccepted())
                .isTrue();
        assertThat(chain.receipts(chain.extendHead()))
                .as("not final: no transactions")
                .hasSize(2);
        chain.certify(chain.engine().head().id());
        BlockId carrier = chain.extendHead();
        assertThat(chain.receipts(carrier))
                .as("the certificate is only in this block")
                .hasSize(2);
        assertThat(chain.receipts(chain.extendHead())).as("final again").hasSize(3);
    }
}
