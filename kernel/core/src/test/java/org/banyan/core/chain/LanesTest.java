package org.banyan.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.contract.AccessSet;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.fixture.ScriptContract;
import org.banyan.core.fixture.ScriptContract.Op;
import org.banyan.core.fixture.TestChain;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.specification.FeeRule;
import org.banyan.types.specification.Limits;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Fee;
import org.junit.jupiter.api.Test;

/** What stands where in a block that is built here, and what it costs to build it. */
class LanesTest {
    private static final long BLOCK_COST = 20_000_000;
    private static final byte[] CHEAP = {0, (byte) Op.EMIT.ordinal(), 0, 0};

    private final TestChain chain = new TestChain(new MemoryDisk().open(), LanesTest::specification);
    private final AtomicInteger runs = new AtomicInteger();

    private static ChainSpecification specification(ChainSpecification base) {
        return specification(base, BLOCK_COST);
    }

    /** One with the contract of scripts, where a block costs at most {@code blockCost}. */
    static ChainSpecification specification(ChainSpecification base, long blockCost) {
        ChainSpecification it = ScriptContract.added().apply(base);
        Limits l = it.limits();
        Limits limits = new Limits(
                l.transactionBytes(),
                l.blockBytes(),
                l.blockTransactions(),
                l.authorizations(),
                l.transactionCost(),
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
                new FeeRule(it.fees().unitPrice(), it.fees().costs(), Amount.of(50)),
                it.genesisCalls());
    }

    private CheckedTransaction transaction(String method, byte[] script, long tip) {
        AccountCall call = chain.call(ALICE, ScriptContract.NAME, method, Bytes.wrap(script));
        AccountCall tipped = new AccountCall(
                call.chainId(),
                call.sender(),
                call.contract(),
                call.method(),
                call.arguments(),
                call.mark(),
                call.validUntil(),
                call.salt(),
                new Fee(call.fee().limit(), Amount.of(tip)),
                call.payer());
        CheckedTransaction known = chain.checked(chain.sign(tipped, ALICE));
        return new CheckedTransaction(
                known.signed(), new Counted(known.family(), runs), known.terms(), known.signers(), known.costLimit());
    }

    private record Counted(FamilyTransaction inner, AtomicInteger runs) implements FamilyTransaction {
        @Override
        public TransactionTerms terms() {
            return inner.terms();
        }

        @Override
        public void check(Calls calls) {
            inner.check(calls);
        }

        @Override
        public AccessSet access(Calls calls) {
            return inner.access(calls);
        }

        @Override
        public Bytes execute(Calls calls) {
            runs.incrementAndGet();
            return inner.execute(calls);
        }
    }

    private List<TransactionId> inBlock(BlockId id) {
        return chain.receipts(id).stream()
                .flatMap(receipt -> receipt.transactionId().stream())
                .toList();
    }

    @Test
    void methods_of_the_serial_lane_come_last_however_well_they_are_paid() {
        CheckedTransaction serial = transaction("Serial", CHEAP, 5_000);
        CheckedTransaction first = transaction("Run", CHEAP, 900);
        CheckedTransaction second = transaction("Run", CHEAP, 0);
        for (CheckedTransaction each : List.of(serial, second, first)) {
            assertThat(chain.engine().submit(each).isAccepted()).isTrue();
        }

        assertThat(inBlock(chain.extendHead()))
                .containsExactly(
                        first.signed().id(),
                        second.signed().id(),
                        serial.signed().id());
    }

    @Test
    void a_tip_below_that_of_the_serial_lane_is_refused_and_says_what_to_pay() {
        assertThat(chain.engine().submit(transaction("Run", CHEAP, 0)).isAccepted())
                .isTrue();
        assertThat(chain.engine().submit(transaction("Serial", CHEAP, 50)).isAccepted())
                .isTrue();

        Verdict verdict = chain.engine().submit(transaction("Serial", CHEAP, 49));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Rejected.class, rejected -> {
            assertThat(rejected.rule()).hasToString("TX-FEE-TOO-LOW");
            assertThat(rejected.reason()).contains("serial lane", "at least 50", "the tip is 49");
        });
    }

    @Test
    void a_block_is_filled_by_what_calls_of_the_method_cost_before_and_not_run_twice() {
        chain.reopen(new MemoryDisk().open(), new ShuffledRunner(1_000, new Entropy(1).stream("runner")));
        fillsByWhatItLearned();
    }

    @Test
    void a_node_with_one_worker_learns_what_calls_cost_and_fills_its_blocks_by_it() {
        chain.reopen(new MemoryDisk().open(), new SequentialRunner());
        fillsByWhatItLearned();
    }

    @Test
    void a_block_that_another_node_filled_is_the_same_for_one_that_learned_nothing() {
        CheckedTransaction call = transaction("Run", costly(), 0);
        assertThat(chain.engine().submit(call).isAccepted()).isTrue();
        chain.extendHead();
        TestChain fresh = new TestChain(new MemoryDisk().open(), LanesTest::specification);
        assertThat(fresh.importFrom(chain, chain.engine().head().id())).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(fresh.engine().head().header().stateRoot())
                .isEqualTo(chain.engine().head().header().stateRoot());
    }

    @Test
    void one_costly_call_among_hundreds_is_learned_from_though_few_are_looked_at() {
        chain.reopen(new MemoryDisk().open(), new SequentialRunner());
        for (int i = 0; i < 300; i++) {
            byte[] script = i == 101 ? costly() : CHEAP;
            assertThat(chain.engine()
                            .submit(transaction(i == 101 ? "Run" : "Serial", script, 50))
                            .isAccepted())
                    .isTrue();
        }
        chain.extendHead();
        CheckedTransaction next = transaction("Run", costly(), 0);
        assertThat(chain.engine()
                        .parts()
                        .executor()
                        .prospects(chain.engine().headBranch().state())
                        .of(next)
                        .cost())
                .isGreaterThan(500_000);
    }

    private void fillsByWhatItLearned() {
        byte[] costly = costly();
        assertThat(chain.engine().submit(transaction("Run", costly, 0)).isAccepted())
                .isTrue();
        chain.extendHead();
        List<CheckedTransaction> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(transaction("Run", costly, 0));
            assertThat(chain.engine().submit(waiting.getLast()).isAccepted()).isTrue();
        }
        runs.set(0);

        int taken = inBlock(chain.extendHead()).size();

        assertThat(taken).isBetween(15, 25);
        assertThat(runs.get()).as("some twice by a worker that broke down").isLessThan(2 * taken);
        assertThat(chain.engine().pool().size()).isEqualTo(100 - taken);
    }

    /** Uses up all that its fee pays for, a million units. */
    private static byte[] costly() {
        byte[] script = new byte[1 + 3 * 10];
        for (int at = 1; at < script.length; at += 3) {
            script[at] = (byte) Op.CHARGE.ordinal();
            script[at + 2] = (byte) 255;
        }
        return script;
    }

    @Test
    void a_transaction_of_an_unknown_method_counts_with_what_its_bytes_cost() {
        CheckedTransaction call = transaction("Run", CHEAP, 0);
        assertThat(chain.engine()
                        .parts()
                        .executor()
                        .prospects(chain.engine().headBranch().state())
                        .of(call)
                        .cost())
                .isBetween(1L, 20_000L);
    }
}
