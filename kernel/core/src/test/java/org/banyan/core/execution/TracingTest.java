package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.core.execution.ExecutionReport.Cause;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.ExecutionWatch.Phase;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.fixture.ScriptContract;
import org.banyan.core.fixture.ScriptContract.Declares;
import org.banyan.core.fixture.ScriptContract.Op;
import org.banyan.core.fixture.TestChain;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Planner.Thresholds EAGER = new Planner.Thresholds(1, 1, 0);

    private final TestChain chain = new TestChain(new MemoryDisk().open(), ScriptContract.added());

    private CheckedTransaction writes(Declares declares, int key, int value) {
        byte[] script = {(byte) declares.ordinal(), (byte) Op.WRITE.ordinal(), (byte) key, (byte) value};
        return chain.checked(chain.sign(
                chain.call(TestChain.ALICE, ScriptContract.NAME, "Run", Bytes.wrap(script)), TestChain.ALICE));
    }

    private BlockEnvironment environment() {
        return new BlockEnvironment(
                chain.height().next(), new Timestamp(1_700_000_008_000L), TestChain.address(TestChain.BOB));
    }

    private Tracing tracing(int workers) {
        var parts = chain.engine().parts();
        return new Tracing(parts.rules(), parts.directory(), workers);
    }

    private BlockExecutor.Outcome.Executed run(ExecutionWatch watch, List<CheckedTransaction> transactions) {
        var parts = chain.engine().parts();
        var runner = new ShuffledRunner(2, new Entropy(1).stream("runner"));
        var executor = new BlockExecutor(parts.rules(), parts.directory(), runner, EAGER, watch);
        var outcome = executor.execute(chain.engine().headBranch().state(), environment(), List.of(), transactions);
        return (BlockExecutor.Outcome.Executed) outcome;
    }

    @Test
    void a_trace_tells_of_each_transaction_what_it_declared_touched_and_cost() {
        var transactions = List.of(writes(Declares.ALL, 1, 7), writes(Declares.NOTHING, 1, 8));

        var traced = tracing(2)
                .block(chain.engine().headBranch().state(), environment(), List.of(), transactions)
                .orElseThrow();

        assertThat(traced.report().way()).isEqualTo(Way.TRACED);
        assertThat(traced.transactions()).hasSize(2).allSatisfy(each -> {
            assertThat(each.succeeded()).isTrue();
            assertThat(each.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.method()).isEqualTo("Run"));
            assertThat(each.touched()).anyMatch(use -> use.mode() == Mode.WRITE);
        });
        var honest = traced.transactions().getFirst();
        assertThat(honest.precision()).isNotEqualTo(Precision.UNKNOWN);
        assertThat(honest.touched()).allMatch(honest::declares);
        var silent = traced.transactions().getLast();
        assertThat(silent.touched()).anyMatch(use -> !silent.declares(use));
        assertThat(traced.report().surprises()).singleElement().satisfies(surprise -> {
            assertThat(surprise.method()).isEqualTo("Run");
            assertThat(surprise.transactions()).isEqualTo(1);
        });
        var receipts = run(ExecutionWatch.NONE, transactions).block().receipts();
        assertThat(traced.transactions().stream().map(TracedTransaction::cost).toList())
                .isEqualTo(List.of(receipts.get(1).cost(), receipts.get(2).cost()));
    }

    @Test
    void a_trace_plans_for_as_many_workers_as_it_is_asked_to() {
        List<CheckedTransaction> transactions = new ArrayList<>();
        for (int key = 0; key < 32; key++) {
            transactions.add(writes(Declares.ALL, key, 1));
        }

        var plan = tracing(8)
                .preview(chain.engine().headBranch().state(), environment(), transactions, Long.MAX_VALUE)
                .report()
                .plan()
                .orElseThrow();

        assertThat(plan.groups().count()).isEqualTo(32);
        assertThat(plan.makespan(8)).isLessThanOrEqualTo(plan.groups().total() / 7);
    }

    @Test
    void a_preview_ends_when_its_transactions_cost_what_they_may() {
        var transactions = List.of(writes(Declares.ALL, 1, 1), writes(Declares.ALL, 2, 1), writes(Declares.ALL, 3, 1));

        var traced = tracing(2).preview(chain.engine().headBranch().state(), environment(), transactions, 1);

        assertThat(traced.transactions()).hasSize(1);
        assertThat(traced.report().plan().orElseThrow().serialFrom()).isEqualTo(1);
    }

    @Test
    void a_report_says_who_was_run_again_and_for_what_key() {
        var report = run(
                        ExecutionWatch.NONE,
                        List.of(
                                writes(Declares.ALL, 1, 7),
                                writes(Declares.NOTHING, 1, 8),
                                writes(Declares.ALL, 2, 7),
                                writes(Declares.ALL, 3, 7)))
                .report();

        assertThat(report.way()).isEqualTo(Way.PLANNED);
        assertThat(report.repeated()).isNotEmpty().allSatisfy(repeated -> {
            assertThat(repeated.transaction()).isLessThan(2);
            assertThat(repeated.cause()).isIn(Set.of(Cause.UNDECLARED, Cause.CONTESTED));
        });
        assertThat(report.repeated())
                .anySatisfy(repeated -> assertThat(repeated.cause()).isEqualTo(Cause.UNDECLARED));
        assertThat(report.surprises()).hasSize(1);
    }

    @Test
    void the_watch_hears_the_phases_of_a_planned_block_in_their_order() {
        List<Phase> heard = new ArrayList<>();
        ExecutionWatch.Run run = new ExecutionWatch.Run() {
            @Override
            public void begins(Phase phase) {
                heard.add(phase);
            }
        };

        run(() -> run, List.of(writes(Declares.ALL, 1, 7), writes(Declares.ALL, 2, 8)));

        assertThat(heard)
                .containsExactly(
                        Phase.START, Phase.PLAN, Phase.TASKS, Phase.REPAIR, Phase.IN_ORDER, Phase.LEARN, Phase.SETTLE);
    }

    @Test
    void the_state_after_a_block_is_there_for_a_trace_and_that_of_a_strange_block_is_not() {
        var genesis = chain.engine().mainBlockAt(Height.GENESIS).orElseThrow();
        chain.extendHead();
        var head = chain.engine().head();

        assertThat(chain.engine().stateAfter(genesis, Height.GENESIS)).isPresent();
        assertThat(chain.engine().stateAfter(head.id(), head.header().height())).isPresent();
        assertThat(chain.engine().stateAfter(new BlockId(new Hash(1, 2, 3, 4)), Height.GENESIS))
                .isEmpty();
    }
}
