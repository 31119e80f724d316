package org.banyan.api;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.ExecutionWatch.Phase;
import org.banyan.core.execution.TracedTransaction;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.node.execution.ExecutionTimes;
import org.banyan.types.Address;
import org.banyan.v1.ConflictKey;
import org.banyan.v1.DeclaredAccess;
import org.banyan.v1.Execution;
import org.banyan.v1.ExecutionPlan;
import org.banyan.v1.ExecutionTask;
import org.banyan.v1.ExecutionWay;
import org.banyan.v1.GroupSize;
import org.banyan.v1.KeyMode;
import org.banyan.v1.KeyUse;
import org.banyan.v1.PhaseTime;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.RepeatCause;
import org.banyan.v1.RepeatCount;
import org.banyan.v1.RepeatedTransaction;
import org.banyan.v1.StateKey;
import org.banyan.v1.TransactionAccess;
import org.banyan.v1.UndeclaredMethod;

/** How blocks are run, in public form. Made for one answer. */
final class ExecutionMessages {
    private static final int REPEATED_MAX = 1_000;

    private final ChainReader reader;
    private final ContractTexts texts;
    private final Map<Address, String> names = new LinkedHashMap<>();

    ExecutionMessages(ChainReader reader) {
        this.reader = reader;
        this.texts = new ContractTexts(reader);
    }

    /** Everything but plan and times. */
    Execution.Builder execution(ExecutionReport report) {
        var message = Execution.newBuilder()
                .setWay(way(report.way()))
                .setWorkers(report.workers())
                .setTransactions(report.transactions())
                .setRepeatedTransactions(report.reexecuted());
        report.repeated().stream()
                .limit(REPEATED_MAX)
                .forEach(repeated -> message.addRepeated(RepeatedTransaction.newBuilder()
                        .setTransaction(repeated.transaction())
                        .setCause(cause(repeated.cause()))
                        .setKey(key(repeated.key()))));
        Map<ExecutionReport.Cause, Integer> causes = new EnumMap<>(ExecutionReport.Cause.class);
        report.repeated().forEach(repeated -> causes.merge(repeated.cause(), 1, Integer::sum));
        causes.forEach((cause, count) -> message.addRepeatCounts(
                RepeatCount.newBuilder().setCause(cause(cause)).setTransactions(count)));
        report.surprises()
                .forEach(surprise -> message.addUndeclared(UndeclaredMethod.newBuilder()
                        .setContract(reader.text(surprise.contract()))
                        .setContractName(name(surprise.contract()))
                        .setMethod(surprise.method())
                        .setTransactions(surprise.transactions())
                        .setUse(use(surprise.key(), surprise.mode(), surprise.range()))));
        return message;
    }

    /** @param times of the run by this very plan, if it was measured */
    ExecutionPlan plan(BlockPlan plan, int workers, Optional<ExecutionTimes> times, int fromTask, int tasks) {
        BlockPlan.Groups groups = plan.groups();
        long all = groups.total() + groups.serial();
        long makespan = plan.makespan(workers);
        var message = ExecutionPlan.newBuilder()
                .setGroups(groups.count())
                .setSplitGroups(groups.splitGroups())
                .setSerialFrom(plan.serialFrom())
                .setSerialUnits(groups.serial())
                .setCriticalPathUnits(groups.criticalPath())
                .setMakespanUnits(makespan)
                .setSpeedupBound(ratio(all, makespan + groups.serial()))
                .setSpeedupBoundAny(ratio(all, groups.criticalPath() + groups.serial()))
                .setTasksTotal(plan.tasks().size());
        addSizes(groups.sizes(), message);
        groups.conflictKeys()
                .forEach(conflict -> message.addConflictKeys(
                        ConflictKey.newBuilder().setKey(key(conflict.key())).setTransactions(conflict.transactions())));
        int end = (int) Math.min(plan.tasks().size(), (long) fromTask + tasks);
        for (int task = fromTask; task < end; task++) {
            message.addTasks(task(plan.tasks().get(task), task, times));
        }
        return message.build();
    }

    private static double ratio(long all, long part) {
        return part == 0 ? 1 : (double) all / part;
    }

    private static void addSizes(List<Integer> sizes, ExecutionPlan.Builder message) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        sizes.forEach(size -> counts.merge(size, 1, Integer::sum));
        counts.forEach((size, count) ->
                message.addSizes(GroupSize.newBuilder().setTransactions(size).setGroups(count)));
    }

    private static ExecutionTask task(BlockPlan.Task task, int index, Optional<ExecutionTimes> times) {
        var message = ExecutionTask.newBuilder()
                .setIndex(index)
                .addAllTransactions(task.transactions())
                .setUnits(task.cost())
                .setSplit(task.split())
                .addAllSuccessors(task.successors());
        times.filter(measured -> index < measured.tasks())
                .ifPresent(measured -> message.setWorker(measured.taskWorker(index))
                        .setStartNanos(measured.taskStart(index))
                        .setNanos(measured.taskNanos(index)));
        return message.build();
    }

    static org.banyan.v1.ExecutionTimes times(ExecutionTimes times, ExecutionReport report) {
        var message = org.banyan.v1.ExecutionTimes.newBuilder()
                .setWorkNanos(times.work())
                .setSpeedup(times.speedup(report))
                .setBusyWorkers(times.busyWorkers());
        for (Phase phase : Phase.values()) {
            if (times.nanos(phase) > 0) {
                message.addPhases(PhaseTime.newBuilder().setPhase(phase.name()).setNanos(times.nanos(phase)));
            }
        }
        return message.build();
    }

    TransactionAccess access(TracedTransaction transaction) {
        var message = TransactionAccess.newBuilder()
                .setDeclared(declared(transaction.precision()))
                .setCost(transaction.cost())
                .setStatus(
                        transaction.succeeded()
                                ? ReceiptStatus.RECEIPT_STATUS_SUCCEEDED
                                : ReceiptStatus.RECEIPT_STATUS_FAILED);
        if (transaction.calls().size() == 1) {
            message.setContract(reader.text(transaction.calls().getFirst().contract()))
                    .setMethod(transaction.calls().getFirst().method());
        }
        transaction.touched().stream()
                .filter(touched -> !transaction.declares(touched))
                .forEach(touched -> message.addUndeclared(use(touched.key(), touched.mode(), touched.prefix())));
        return message.build();
    }

    static DeclaredAccess declared(Precision precision) {
        return switch (precision) {
            case EXACT -> DeclaredAccess.DECLARED_ACCESS_EXACT;
            case SUPERSET -> DeclaredAccess.DECLARED_ACCESS_SUPERSET;
            case UNKNOWN -> DeclaredAccess.DECLARED_ACCESS_UNKNOWN;
        };
    }

    KeyUse use(org.banyan.core.state.StateKey key, Mode mode, boolean range) {
        return KeyUse.newBuilder()
                .setKey(key(key))
                .setMode(
                        switch (mode) {
                            case READ -> KeyMode.KEY_MODE_READ;
                            case WRITE -> KeyMode.KEY_MODE_WRITE;
                            case ADD -> KeyMode.KEY_MODE_ADD;
                            case TAKE -> KeyMode.KEY_MODE_TAKE;
                        })
                .setRange(range)
                .build();
    }

    StateKey key(org.banyan.core.state.StateKey key) {
        return StateKey.newBuilder()
                .setContract(reader.text(key.contract()))
                .setContractName(name(key.contract()))
                .setKey(ReceiptMessages.bytes(key.key()))
                .setText(KeyText.of(key.key()))
                .build();
    }

    /** Name of the contract at the address; empty when it has none. */
    String name(Address contract) {
        return names.computeIfAbsent(
                contract,
                unknown -> contract.equals(SystemAddresses.KERNEL)
                        ? "kernel"
                        : texts.at(contract).map(known -> known.record().name()).orElse(""));
    }

    private static ExecutionWay way(ExecutionReport.Way way) {
        return switch (way) {
            case IN_ORDER -> ExecutionWay.EXECUTION_WAY_IN_ORDER;
            case INLINE -> ExecutionWay.EXECUTION_WAY_INLINE;
            case UNDIVIDED -> ExecutionWay.EXECUTION_WAY_UNDIVIDED;
            case PLANNED -> ExecutionWay.EXECUTION_WAY_PLANNED;
            case ABANDONED -> ExecutionWay.EXECUTION_WAY_ABANDONED;
            case TRACED -> ExecutionWay.EXECUTION_WAY_TRACED;
        };
    }

    private static RepeatCause cause(ExecutionReport.Cause cause) {
        return switch (cause) {
            case UNDECLARED -> RepeatCause.REPEAT_CAUSE_UNDECLARED;
            case CONTESTED -> RepeatCause.REPEAT_CAUSE_CONTESTED;
            case UNORDERED -> RepeatCause.REPEAT_CAUSE_UNORDERED;
            case FOLLOWING -> RepeatCause.REPEAT_CAUSE_FOLLOWING;
        };
    }
}
