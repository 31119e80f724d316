package org.banyan.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.Signer;
import org.banyan.types.specification.Limits;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.junit.jupiter.api.Test;

class TransactionPoolTest {
    private static final long WINDOW = 64;

    private final TestChain chain = new TestChain(new MemoryDisk().open());

    private CheckedTransaction tipping(Signer sender, long tip) {
        AccountCall call = chain.transfer(sender, BOB, 1);
        AccountCall tipped = new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                new Height(50),
                call.salt(),
                new Fee(Amount.of(1_000_000 + tip), Amount.of(tip)),
                call.payer());
        return chain.checked(chain.sign(tipped, sender));
    }

    private static List<CheckedTransaction> inOrder(TransactionPool pool) {
        List<CheckedTransaction> order = new ArrayList<>();
        pool.offer((transaction, checkedOn) -> order.add(transaction));
        return order;
    }

    private static String refusal(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).rule().text();
    }

    @Test
    void the_one_that_waits_longest_is_known_whatever_it_pays() {
        TransactionPool pool = new TransactionPool(PoolLimits.DEFAULT, WINDOW, Limits.DEFAULT);
        CheckedTransaction first = tipping(ALICE, 0);
        CheckedTransaction rich = tipping(ALICE, 500);
        assertThat(pool.oldest()).isEmpty();
        assertThat(pool.add(first)).isEqualTo(Verdict.ACCEPTED);
        assertThat(pool.add(rich)).isEqualTo(Verdict.ACCEPTED);
        assertThat(pool.oldest()).contains(first);
        pool.remove(first.signed().id());
        assertThat(pool.oldest()).contains(rich);
    }

    @Test
    void the_best_paid_come_first_and_equal_ones_in_order_of_arrival() {
        TransactionPool pool = new TransactionPool(PoolLimits.DEFAULT, WINDOW, Limits.DEFAULT);
        CheckedTransaction poor = tipping(ALICE, 0);
        CheckedTransaction rich = tipping(ALICE, 500);
        CheckedTransaction second = tipping(BOB, 0);
        List.of(poor, rich, second).forEach(each -> assertThat(pool.add(each)).isEqualTo(Verdict.ACCEPTED));
        assertThat(inOrder(pool)).containsExactly(rich, poor, second);
    }

    @Test
    void a_full_pool_gives_the_place_of_the_worst_paid_to_a_better_paid_one() {
        TransactionPool pool = new TransactionPool(new PoolLimits(2, 1 << 20, 100), WINDOW, Limits.DEFAULT);
        CheckedTransaction worst = tipping(ALICE, 10);
        CheckedTransaction middle = tipping(ALICE, 20);
        pool.add(worst);
        pool.add(middle);
        assertThat(refusal(pool.add(tipping(BOB, 5)))).isEqualTo("POOL-FEE-BELOW-FLOOR");
        CheckedTransaction best = tipping(BOB, 30);
        assertThat(pool.add(best)).isEqualTo(Verdict.ACCEPTED);
        assertThat(inOrder(pool)).containsExactly(best, middle);
    }

    @Test
    void a_full_pool_without_tips_refuses_what_pays_no_more() {
        TransactionPool pool = new TransactionPool(new PoolLimits(1, 1 << 20, 100), WINDOW, Limits.DEFAULT);
        pool.add(tipping(ALICE, 0));
        assertThat(refusal(pool.add(tipping(BOB, 0)))).isEqualTo("POOL-FULL");
    }

    @Test
    void bytes_are_bounded_and_given_back() {
        CheckedTransaction one = tipping(ALICE, 0);
        long size = one.memory();
        TransactionPool pool = new TransactionPool(new PoolLimits(100, size + 10, 100), WINDOW, Limits.DEFAULT);
        assertThat(pool.add(one)).isEqualTo(Verdict.ACCEPTED);
        assertThat(refusal(pool.add(tipping(BOB, 0)))).isEqualTo("POOL-FULL");
        pool.remove(one.signed().id());
        assertThat(pool.bytes()).isZero();
        assertThat(pool.add(tipping(BOB, 0))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void one_sender_has_a_quota() {
        TransactionPool pool = new TransactionPool(new PoolLimits(100, 1 << 20, 2), WINDOW, Limits.DEFAULT);
        pool.add(tipping(ALICE, 0));
        CheckedTransaction second = tipping(ALICE, 0);
        pool.add(second);
        assertThat(refusal(pool.add(tipping(ALICE, 9)))).isEqualTo("POOL-SENDER-QUOTA");
        assertThat(pool.add(tipping(BOB, 0))).isEqualTo(Verdict.ACCEPTED);
        pool.remove(second.signed().id());
        assertThat(pool.add(tipping(ALICE, 9))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void one_sender_has_the_same_share_of_the_memory_and_always_room_for_one() {
        long size = tipping(ALICE, 0).memory();
        TransactionPool pool = new TransactionPool(new PoolLimits(100, 10 * size, 25), WINDOW, Limits.DEFAULT);
        assertThat(pool.add(tipping(ALICE, 0))).isEqualTo(Verdict.ACCEPTED);
        CheckedTransaction second = tipping(ALICE, 0);
        assertThat(pool.add(second)).isEqualTo(Verdict.ACCEPTED);
        assertThat(refusal(pool.add(tipping(ALICE, 9)))).isEqualTo("POOL-SENDER-QUOTA");
        assertThat(pool.add(tipping(BOB, 0))).isEqualTo(Verdict.ACCEPTED);
        pool.remove(second.signed().id());
        assertThat(pool.add(tipping(ALICE, 0))).isEqualTo(Verdict.ACCEPTED);
        TransactionPool narrow = new TransactionPool(new PoolLimits(100, 2 * size, 1), WINDOW, Limits.DEFAULT);
        assertThat(narrow.add(tipping(ALICE, 0))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void the_same_transaction_waits_once() {
        TransactionPool pool = new TransactionPool(PoolLimits.DEFAULT, WINDOW, Limits.DEFAULT);
        CheckedTransaction one = tipping(ALICE, 0);
        pool.add(one);
        assertThat(refusal(pool.add(one))).isEqualTo("POOL-KNOWN");
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void what_can_no_longer_be_packed_leaves() {
        TransactionPool pool = new TransactionPool(PoolLimits.DEFAULT, WINDOW, Limits.DEFAULT);
        CheckedTransaction untilFifty = tipping(ALICE, 0);
        pool.add(untilFifty);
        assertThat(pool.expire(new Height(49))).isEmpty();
        assertThat(pool.expire(new Height(50)))
                .containsExactly(untilFifty.signed().id());
        CheckedTransaction marked = chain.checked(chain.sign(chain.transfer(ALICE, BOB, 1), ALICE));
        pool.add(marked);
        assertThat(pool.expire(new Height(WINDOW - 1))).isEmpty();
        assertThat(pool.expire(new Height(WINDOW)))
                .containsExactly(marked.signed().id());
        assertThat(pool.size()).isZero();
    }
}
