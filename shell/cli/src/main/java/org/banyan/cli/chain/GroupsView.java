package org.banyan.cli.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.v1.ConflictKey;
import org.banyan.v1.Execution;
import org.banyan.v1.ExecutionPlan;
import org.banyan.v1.ExecutionTimes;
import org.banyan.v1.ExecutionWay;
import org.banyan.v1.GetBlockGroupsResponse;
import org.banyan.v1.GroupSize;
import org.banyan.v1.KeyUse;
import org.banyan.v1.PhaseTime;
import org.banyan.v1.RepeatCause;
import org.banyan.v1.RepeatedTransaction;
import org.banyan.v1.StateKey;
import org.banyan.v1.UndeclaredMethod;

/** How a block was run, for a person. */
public final class GroupsView {
    private static final int SIZES_SHOWN = 4;
    private static final int KEYS_SHOWN = 8;
    private static final int REPEATED_SHOWN = 8;

    private final Terminal terminal;
    private final Execution execution;
    private final ExecutionPlan plan;

    private GroupsView(Terminal terminal, Execution execution) {
        this.terminal = terminal;
        this.execution = execution;
        this.plan = execution.getPlan();
    }

    static void print(Terminal terminal, GetBlockGroupsResponse answer) {
        terminal.line(terminal.bold("block " + answer.getBlock().getHeight()) + " "
                + terminal.dim(answer.getBlock().getHash()));
        new GroupsView(terminal, answer.getExecution()).print();
    }

    private void print() {
        Fields fields = new Fields()
                .add("transactions", Durations.count(execution.getTransactions()))
                .add("run", way());
        if (execution.hasPlan()) {
            fields.add(plan.getTraced() ? "planned" : "plan", tasks())
                    .add("groups", groups())
                    .add("serial tail", tail())
                    .add("run again", repeated());
        }
        fields.add("speed-up", speedup()).add("time", times()).print(terminal);
        if (plan.getTasksCount() > 0 && plan.getTasksTotal() > 1) {
            terminal.line("");
            TaskLanes.of(plan, workers()).lines().forEach(terminal::line);
        }
        printKeys();
        printRepeated();
        printUndeclared();
    }

    private int workers() {
        return plan.getTraced() ? Math.max(2, execution.getWorkers()) : execution.getWorkers();
    }

    private String way() {
        return switch (execution.getWay()) {
            case EXECUTION_WAY_IN_ORDER -> "one after another: the node has one worker";
            case EXECUTION_WAY_INLINE -> "one after another: too little work to wake workers for";
            case EXECUTION_WAY_UNDIVIDED -> "one after another: nothing in it can run at the same time";
            case EXECUTION_WAY_PLANNED -> "at the same time on " + execution.getWorkers() + " workers";
            case EXECUTION_WAY_ABANDONED ->
                "twice: the block had cost what it may before the plan was through, so it ran again one after another";
            case EXECUTION_WAY_TRACED -> "not known any more; run again for this answer, without times";
            default -> "unknown to this version";
        };
    }

    private String tasks() {
        String units = Durations.count(execution.getUnits()) + " units in " + Durations.count(plan.getTasksTotal())
                + (plan.getTasksTotal() == 1 ? " task" : " tasks");
        return plan.getTraced() ? units + ", from a trace, on " + workers() + " workers" : units;
    }

    private String groups() {
        List<GroupSize> sizes = plan.getSizesList();
        String largest = sizes.stream()
                .limit(SIZES_SHOWN)
                .map(size -> size.getGroups() + " of " + size.getTransactions())
                .collect(Collectors.joining(", "));
        String more = sizes.size() > SIZES_SHOWN ? ", …" : "";
        String split = plan.getSplitGroups() == 0 ? "" : "; " + plan.getSplitGroups() + " split by their dependencies";
        return plan.getGroups() + " (" + largest + more + ")" + split;
    }

    private String tail() {
        int count = execution.getTransactions() - plan.getSerialFrom();
        return count <= 0
                ? "none"
                : count + " transactions from index " + plan.getSerialFrom() + " on, "
                        + Durations.percent(plan.getSerialUnits(), execution.getUnits()) + " of the units";
    }

    private String repeated() {
        if (execution.getWay() != ExecutionWay.EXECUTION_WAY_PLANNED) {
            return "";
        }
        if (execution.getRepeatedTransactions() == 0) {
            return "none";
        }
        return execution.getRepeatedTransactions() + ": "
                + execution.getRepeatCountsList().stream()
                        .map(each -> each.getTransactions() + " " + word(each.getCause()))
                        .collect(Collectors.joining(", "));
    }

    private static String word(RepeatCause cause) {
        return switch (cause) {
            case REPEAT_CAUSE_UNDECLARED -> "touched something undeclared";
            case REPEAT_CAUSE_CONTESTED -> "met an undeclared touch of another";
            case REPEAT_CAUSE_UNORDERED -> "moved an amount that did not cover all";
            case REPEAT_CAUSE_FOLLOWING -> "followed one of these";
            default -> "for a cause unknown to this version";
        };
    }

    private String speedup() {
        List<String> parts = new ArrayList<>();
        if (execution.getWay() == ExecutionWay.EXECUTION_WAY_PLANNED && execution.hasTimes()) {
            parts.add(Durations.times(execution.getTimes().getSpeedup()) + " measured, "
                    + Durations.times(execution.getTimes().getBusyWorkers()) + " while in lanes");
        }
        if (execution.hasPlan()) {
            parts.add("at most " + Durations.times(plan.getSpeedupBound()) + " by this plan on " + workers()
                    + " workers, " + Durations.times(plan.getSpeedupBoundAny()) + " on any number (Amdahl)");
        }
        return String.join("; ", parts);
    }

    private String times() {
        if (!execution.hasTimes()) {
            return "";
        }
        ExecutionTimes times = execution.getTimes();
        long all = times.getPhasesList().stream().mapToLong(PhaseTime::getNanos).sum();
        return Durations.text(all) + ": "
                + times.getPhasesList().stream()
                        .map(phase -> phase(phase.getPhase()) + " " + Durations.text(phase.getNanos()))
                        .collect(Collectors.joining(", "));
    }

    private static String phase(String name) {
        return switch (name) {
            case "START" -> "fees reserved";
            case "PLAN" -> "planned";
            case "TASKS" -> "in lanes";
            case "REPAIR" -> "joined";
            case "IN_ORDER" -> "in order";
            case "LEARN" -> "learned";
            case "SETTLE" -> "fees settled";
            default -> name;
        };
    }

    private void printKeys() {
        if (plan.getConflictKeysCount() == 0) {
            return;
        }
        terminal.line("");
        Table table = new Table("TRANSACTIONS", "CONTRACT", "KEY THAT KEEPS THEM IN ORDER");
        plan.getConflictKeysList().stream().limit(KEYS_SHOWN).forEach(conflict -> row(table, conflict));
        table.print(terminal);
    }

    private static void row(Table table, ConflictKey conflict) {
        table.row(
                Integer.toString(conflict.getTransactions()),
                contract(conflict.getKey()),
                conflict.getKey().getText());
    }

    private void printRepeated() {
        if (execution.getRepeatedCount() == 0) {
            return;
        }
        terminal.line("");
        Table table = new Table("RUN AGAIN", "WHY", "CONTRACT", "KEY");
        execution.getRepeatedList().stream().limit(REPEATED_SHOWN).forEach(each -> row(table, each));
        table.print(terminal);
        if (execution.getRepeatedTransactions() > REPEATED_SHOWN) {
            terminal.line(terminal.dim(
                    "… and " + (execution.getRepeatedTransactions() - REPEATED_SHOWN) + " more; --json has them"));
        }
    }

    private static void row(Table table, RepeatedTransaction each) {
        table.row(
                "#" + each.getTransaction(),
                word(each.getCause()),
                contract(each.getKey()),
                each.getKey().getText());
    }

    private void printUndeclared() {
        if (execution.getUndeclaredCount() == 0) {
            return;
        }
        terminal.line("");
        Table table = new Table("UNDECLARED", "CALLS", "FOR EXAMPLE");
        for (UndeclaredMethod method : execution.getUndeclaredList()) {
            table.row(
                    name(method.getContractName(), method.getContract()) + "." + method.getMethod(),
                    Integer.toString(method.getTransactions()),
                    use(method.getUse()));
        }
        table.print(terminal);
        terminal.line(terminal.dim("declare it in the access options of the method; see `banyan contract conflicts`"));
    }

    /** One use of a key in words. */
    public static String use(KeyUse use) {
        String mode = switch (use.getMode()) {
            case KEY_MODE_READ -> "reads ";
            case KEY_MODE_WRITE -> "writes ";
            case KEY_MODE_ADD -> "adds to ";
            case KEY_MODE_TAKE -> "takes from ";
            default -> "uses ";
        };
        return mode + (use.getRange() ? "all below " : "") + contract(use.getKey()) + " "
                + use.getKey().getText();
    }

    private static String contract(StateKey key) {
        return name(key.getContractName(), key.getContract());
    }

    /** The name, or the address where there is none. */
    public static String name(String name, String address) {
        return name.isEmpty() ? address : name;
    }
}
