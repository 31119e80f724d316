package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.SUITE;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.fixture.ScriptContract;
import org.banyan.core.fixture.ScriptContract.Declares;
import org.banyan.core.fixture.ScriptContract.Op;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.pool.WaitReason;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.testkit.consensus.ScriptedData;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.Signer;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.junit.jupiter.api.Test;

/** Which of the waiting transactions a block takes when they would keep its workers busy for different times, and what those hear that it leaves out. */
class BlockFillTest {
    /** Room for twenty of the transactions below. */
    private static final long BLOCK_COST = 20_000_000;

    private static final int WORKERS = 4;
    private static final byte HOT = 1;

    private static final int POOL = 1_000;

    private final TestChain chain = new TestChain(
            new MemoryDisk().open(),
            it -> LanesTest.specification(it, BLOCK_COST),
            new PoolLimits(POOL, PoolLimits.DEFAULT.bytes(), 2 * POOL));
    private int senders;

    private void run(TaskRunner runner) {
        chain.reopen(new MemoryDisk().open(), runner);
        submit(transaction("Run", costly((byte) 0), sender(), 0));
        chain.extendHead();
    }

    private void runOnWorkers() {
        run(new ShuffledRunner(WORKERS, new SplittableRandom(1)));
    }

    private Signer sender() {
        return TestKeys.named(SUITE, "sender " + ++senders);
    }

    /** Alice pays, so that everybody may be a sender. */
    private CheckedTransaction transaction(String method, byte[] script, Signer sender, long tip) {
        AccountCall call = chain.call(sender, ScriptContract.NAME, method, Bytes.wrap(script));
        AccountCall paid = new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                call.validUntil(),
                call.salt(),
                new Fee(call.fee().limit(), Amount.of(tip)),
                TestChain.address(ALICE));
        return chain.checked(chain.sign(paid, sender, ALICE));
    }

    /** Writes the key and uses up all that its fee pays for, a million units. */
    private static byte[] costly(byte key) {
        byte[] script = new byte[1 + 3 * 11];
        script[0] = (byte) Declares.ALL.ordinal();
        script[1] = (byte) Op.WRITE.ordinal();
        script[2] = key;
        for (int at = 4; at < script.length; at += 3) {
            script[at] = (byte) Op.CHARGE.ordinal();
            script[at + 2] = (byte) 255;
        }
        return script;
    }

    private TransactionId submit(CheckedTransaction transaction) {
        assertThat(chain.engine().submit(transaction).isAccepted()).isTrue();
        return transaction.signed().id();
    }

    private List<TransactionId> submitted(int count, String method, byte key, boolean apart, long tip) {
        List<TransactionId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(submit(transaction(method, costly((byte) (apart ? key + i : key)), sender(), tip)));
        }
        return ids;
    }

    private List<TransactionId> packed() {
        return chain.receipts(chain.extendHead()).stream()
                .flatMap(receipt -> receipt.transactionId().stream())
                .toList();
    }

    private TransactionPool pool() {
        return chain.engine().pool();
    }

    @Test
    void transactions_that_conflict_get_one_workers_share_while_others_wait() {
        runOnWorkers();
        List<TransactionId> hot = submitted(60, "Run", HOT, false, 9);
        List<TransactionId> apart = submitted(60, "Run", (byte) 10, true, 0);
        assertThat(pool().groupOf(hot.getFirst()))
                .hasValueSatisfying(group -> assertThat(group.transactions()).isEqualTo(60));

        List<TransactionId> block = packed();

        assertThat(block).hasSizeBetween(18, 22);
        assertThat(block.stream().filter(hot::contains)).hasSizeBetween(4, 6);
        assertThat(block.subList(0, 4)).as("the best paid first").allMatch(hot::contains);
        assertThat(pool().waitsBecause(hot.getLast())).contains(WaitReason.KEYS_IN_DEMAND);
        assertThat(pool().waitsBecause(apart.getLast())).contains(WaitReason.BLOCK_FULL);
        assertThat(pool().waitsBecause(block.getFirst()))
                .as("one that is in the block")
                .isEmpty();
    }

    @Test
    void a_block_is_as_full_as_ever_when_only_conflicting_ones_wait() {
        runOnWorkers();
        List<TransactionId> hot = submitted(60, "Run", HOT, false, 0);
        List<TransactionId> few = submitted(3, "Run", (byte) 10, true, 0);
        List<TransactionId> block = packed();
        assertThat(block).hasSizeBetween(18, 22).containsAll(few);
        assertThat(block.stream().filter(hot::contains)).hasSize(block.size() - 3);
    }

    @Test
    void the_serial_lane_gets_one_workers_share_while_others_wait() {
        runOnWorkers();
        submit(transaction("Serial", costly((byte) 0), sender(), 50));
        chain.extendHead();
        List<TransactionId> serial = submitted(30, "Serial", (byte) 100, true, 5_000);
        submitted(60, "Run", (byte) 10, true, 0);
        List<TransactionId> block = packed();
        assertThat(block.stream().filter(serial::contains)).hasSizeBetween(4, 6);
        assertThat(block.subList(block.size() - 4, block.size())).allMatch(serial::contains);
        assertThat(pool().waitsBecause(serial.getLast())).contains(WaitReason.SERIAL_LANE_FULL);
    }

    @Test
    void what_a_sender_sends_after_one_that_waits_does_not_overtake_it() {
        runOnWorkers();
        submitted(20, "Run", HOT, false, 9);
        Signer sender = sender();
        TransactionId first = submit(transaction("Run", costly(HOT), sender, 5));
        TransactionId second = submit(transaction("Run", costly((byte) 5), sender, 5));
        submitted(60, "Run", (byte) 10, true, 0);
        List<TransactionId> block = packed();
        assertThat(block).doesNotContain(first, second);
        assertThat(pool().waitsBecause(second)).contains(WaitReason.BEHIND_ITS_SENDERS);
    }

    @Test
    void nothing_but_pay_counts_on_one_worker() {
        run(new SequentialRunner());
        List<TransactionId> hot = submitted(60, "Run", HOT, false, 9);
        submitted(60, "Run", (byte) 10, true, 0);
        assertThat(packed()).allMatch(hot::contains).hasSizeBetween(18, 22);
        assertThat(pool().groupOf(hot.getLast())).isEmpty();
    }

    @Test
    void whoever_pushed_others_out_of_the_pool_comes_into_the_next_block_whatever_it_touches() {
        runOnWorkers();
        submitted(POOL, "Run", (byte) 10, true, 0);
        List<TransactionId> hot = submitted(10, "Run", HOT, false, 9);
        assertThat(packed()).containsAll(hot);
    }

    @Test
    void one_giant_group_with_poisoned_keys_beside_many_others_leaves_blocks_full_and_the_others_alone() {
        runOnWorkers();
        submitted(200, "Run", HOT, false, 9);
        List<TransactionId> apart = submitted(100, "Run", (byte) 10, true, 0);
        for (int i = 0; i < 10; i++) {
            byte[] poison = new byte[1 + 3 * 30];
            poison[0] = (byte) Declares.ALL.ordinal();
            for (int use = 0; use < 30; use++) {
                poison[1 + 3 * use] = (byte) Op.WRITE.ordinal();
                poison[2 + 3 * use] = (byte) (10 + 3 * i + use);
            }
            submit(transaction("Run", poison, sender(), 0));
        }
        assertThat(pool().groupOf(apart.get(50)).orElseThrow().transactions()).isEqualTo(1);
        for (int block = 0; block < 5; block++) {
            List<TransactionId> packed = packed();
            assertThat(packed).hasSizeGreaterThanOrEqualTo(18);
            assertThat(packed.stream().filter(apart::contains)).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void what_is_found_unfit_is_dropped_and_its_reason_kept() {
        chain.reopen(new MemoryDisk().open(), new SequentialRunner());
        BlockId genesis = chain.engine().head().id();
        chain.extendHead();
        TransactionId marked = submit(transaction("Run", costly((byte) 0), sender(), 0));
        var time = chain.engine().head().header().time().plusMillis(TestChain.SLOT_MILLIS);
        chain.engine().build(genesis, time, ScriptedData.by(1).encoded());
        assertThat(pool().contains(marked)).isFalse();
        assertThat(pool().droppedBecause(marked))
                .hasValueSatisfying(verdict -> assertThat(verdict.rule().text()).startsWith("TX-MARK"));
        assertThat(pool().waitsBecause(marked)).isEmpty();
    }
}
