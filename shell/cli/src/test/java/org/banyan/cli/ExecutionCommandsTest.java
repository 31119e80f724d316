package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ConflictFault;
import org.banyan.v1.ConflictKey;
import org.banyan.v1.DeclaredAccess;
import org.banyan.v1.Execution;
import org.banyan.v1.ExecutionPlan;
import org.banyan.v1.ExecutionServiceGrpc;
import org.banyan.v1.ExecutionTask;
import org.banyan.v1.ExecutionTimes;
import org.banyan.v1.ExecutionWay;
import org.banyan.v1.GetBlockGroupsRequest;
import org.banyan.v1.GetBlockGroupsResponse;
import org.banyan.v1.GetConflictsRequest;
import org.banyan.v1.GetConflictsResponse;
import org.banyan.v1.GroupSize;
import org.banyan.v1.KeyMode;
import org.banyan.v1.KeyUse;
import org.banyan.v1.MethodAccess;
import org.banyan.v1.MethodConflict;
import org.banyan.v1.PhaseTime;
import org.banyan.v1.RepeatCause;
import org.banyan.v1.RepeatCount;
import org.banyan.v1.RepeatedTransaction;
import org.banyan.v1.StateKey;
import org.banyan.v1.UndeclaredMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionCommandsTest {
    private static final StateKey KEY = StateKey.newBuilder()
            .setContract("bny1stock")
            .setContractName("stock")
            .setText("\"sku-1\"")
            .build();
    private static final KeyUse WRITE =
            KeyUse.newBuilder().setKey(KEY).setMode(KeyMode.KEY_MODE_WRITE).build();

    @TempDir
    private Path home;

    private Execution execution = planned().build();
    private final FakeApi api = new FakeApi(List.of(new Executions()));

    @AfterEach
    void stop() {
        api.close();
    }

    private static Execution.Builder planned() {
        return Execution.newBuilder()
                .setWay(ExecutionWay.EXECUTION_WAY_PLANNED)
                .setWorkers(2)
                .setTransactions(6)
                .setUnits(600)
                .setRepeatedTransactions(1)
                .addRepeatCounts(RepeatCount.newBuilder()
                        .setCause(RepeatCause.REPEAT_CAUSE_UNDECLARED)
                        .setTransactions(1))
                .addRepeated(RepeatedTransaction.newBuilder()
                        .setTransaction(3)
                        .setCause(RepeatCause.REPEAT_CAUSE_UNDECLARED)
                        .setKey(KEY))
                .addUndeclared(UndeclaredMethod.newBuilder()
                        .setContractName("stock")
                        .setMethod("Restock")
                        .setTransactions(1)
                        .setUse(WRITE))
                .setPlan(ExecutionPlan.newBuilder()
                        .setGroups(3)
                        .addSizes(GroupSize.newBuilder().setTransactions(3).setGroups(1))
                        .addSizes(GroupSize.newBuilder().setTransactions(1).setGroups(2))
                        .setSerialFrom(5)
                        .setSerialUnits(60)
                        .setSpeedupBound(1.75)
                        .setSpeedupBoundAny(2.5)
                        .addConflictKeys(ConflictKey.newBuilder().setKey(KEY).setTransactions(3))
                        .setTasksTotal(2)
                        .addTasks(task(0, 0, 0, 4_000_000))
                        .addTasks(task(1, 1, 0, 2_000_000)))
                .setTimes(ExecutionTimes.newBuilder()
                        .addPhases(PhaseTime.newBuilder().setPhase("TASKS").setNanos(4_000_000))
                        .addPhases(PhaseTime.newBuilder().setPhase("PLAN").setNanos(400_000))
                        .setWorkNanos(6_000_000)
                        .setSpeedup(1.36)
                        .setBusyWorkers(1.5));
    }

    private static ExecutionTask.Builder task(int index, int worker, long start, long nanos) {
        return ExecutionTask.newBuilder()
                .setIndex(index)
                .addTransactions(index)
                .setUnits(100)
                .setWorker(worker)
                .setStartNanos(start)
                .setNanos(nanos);
    }

    private Run run(String... arguments) {
        return api.run(home, arguments);
    }

    @Test
    void a_block_shows_lanes_conflict_keys_tail_repeats_and_what_was_won() {
        Run run = run("block", "12", "--groups");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(api.asked(GetBlockGroupsRequest.class).orElseThrow().getBlock())
                .isEqualTo("12");
        assertThat(run.out())
                .contains(
                        "at the same time on 2 workers",
                        "3 (1 of 3, 2 of 1)",
                        "1 transactions from index 5 on, 10.0 % of the units",
                        "1: 1 touched something undeclared",
                        "1.36x measured, 1.50x while in lanes; at most 1.75x by this plan on 2 workers, 2.50x on any number",
                        "4.4 ms: in lanes 4.0 ms, planned 400 us",
                        "lane 1  " + "█".repeat(48) + "  4.0 ms, 1 tasks",
                        "lane 2  " + "█".repeat(24) + "·".repeat(24) + "  2.0 ms, 1 tasks",
                        "stock     \"sku-1\"",
                        "stock.Restock  1      writes stock \"sku-1\"");
        assertThat(run("block", "12", "--groups", "--json")
                        .json()
                        .object("execution")
                        .text("way"))
                .isEqualTo("EXECUTION_WAY_PLANNED");
    }

    @Test
    void a_plan_that_nobody_ran_is_drawn_as_it_would_run() {
        var plan = execution.getPlan().toBuilder()
                .setTraced(true)
                .setTasks(0, task(0, 0, 0, 0).clearWorker().addSuccessors(1))
                .setTasks(1, task(1, 0, 0, 0).clearWorker());
        execution = Execution.newBuilder()
                .setWay(ExecutionWay.EXECUTION_WAY_INLINE)
                .setWorkers(2)
                .setTransactions(2)
                .setUnits(200)
                .setPlan(plan)
                .build();

        Run run = run("block", "12", "--groups");

        assertThat(run.out())
                .contains("too little work to wake workers for", "from a trace")
                .contains("lane 1  " + "█".repeat(48) + "  200 units, 2 tasks")
                .doesNotContain("measured", "lane 2");
    }

    @Test
    void whatever_a_node_sends_is_shown_without_harm() {
        var plan = ExecutionPlan.newBuilder()
                .setTasksTotal(2)
                .addTasks(task(0, Integer.MAX_VALUE, -1, -1).addSuccessors(-5).addSuccessors(7))
                .addTasks(ExecutionTask.newBuilder().addSuccessors(1));
        execution = Execution.newBuilder().setWorkers(-1).setPlan(plan).build();

        assertThat(run("block", "12", "--groups").code()).isZero();
    }

    @Test
    void groups_are_of_one_block() {
        Run run = run("block", "--groups", "--list", "5");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--groups");
    }

    @Test
    void conflicts_name_the_method_that_should_change_its_declaration() {
        Run run = run("contract", "conflicts", "stock", "--blocks", "8");

        assertThat(run.code()).as(run.err()).isZero();
        GetConflictsRequest asked = api.asked(GetConflictsRequest.class).orElseThrow();
        assertThat(asked.getContract()).isEqualTo("stock");
        assertThat(asked.getBlocks()).isEqualTo(8);
        assertThat(run.out())
                .contains("blocks 5 to 12  40 transactions")
                .containsPattern("stock.Restock +exactly +40 +3 +- +-")
                .contains("! stock.Restock writes stock \"sku-1\", which it does not declare")
                .containsPattern("stock.Restock +itself +9 +3 +- +stock.Restock +stock \"sku-1\"");
        assertThat(run.err()).contains("no older blocks: below is genesis");
        assertThat(run("contract", "conflicts", "--blocks", "257").code()).isEqualTo(2);
    }

    private final class Executions extends ExecutionServiceGrpc.ExecutionServiceImplBase {
        @Override
        public void getBlockGroups(GetBlockGroupsRequest request, StreamObserver<GetBlockGroupsResponse> out) {
            api.answer(
                    request,
                    out,
                    GetBlockGroupsResponse.newBuilder()
                            .setBlock(BlockReference.newBuilder().setHeight(12).setHash("ab"))
                            .setExecution(execution)
                            .build());
        }

        @Override
        public void getConflicts(GetConflictsRequest request, StreamObserver<GetConflictsResponse> out) {
            api.answer(
                    request,
                    out,
                    GetConflictsResponse.newBuilder()
                            .setNewest(12)
                            .setOldest(5)
                            .setBlocks(8)
                            .setTransactions(40)
                            .addMethods(MethodAccess.newBuilder()
                                    .setContractName("stock")
                                    .setMethod("Restock")
                                    .setDeclared(DeclaredAccess.DECLARED_ACCESS_EXACT)
                                    .setCalls(40)
                                    .setUndeclaredCalls(3)
                                    .setUndeclared(WRITE))
                            .addConflicts(MethodConflict.newBuilder()
                                    .setOneContractName("stock")
                                    .setOneMethod("Restock")
                                    .setOtherContractName("stock")
                                    .setOtherMethod("Restock")
                                    .setReal(9)
                                    .setUndeclared(3)
                                    .setKey(KEY)
                                    .setFault(ConflictFault.CONFLICT_FAULT_ONE))
                            .setEndsBecause("below is genesis")
                            .build());
        }
    }
}
