package org.banyan.node.execution;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.ExecutionWatch.Phase;

/**
 * What one run of a block took on this node, by its clock. A task's time includes that in which its worker was not running: on a machine with other work, tasks
 * look longer than they are. Immutable.
 */
public final class ExecutionTimes {
    private final EnumMap<Phase, Long> phases;
    private final long[] starts;
    private final long[] nanos;
    private final int[] workers;

    /**
     * @param starts of each task, since the tasks began
     * @param workers which one ran each task, from 0 on
     */
    ExecutionTimes(Map<Phase, Long> phases, long[] starts, long[] nanos, int[] workers) {
        this.phases = new EnumMap<>(Phase.class);
        this.phases.putAll(phases);
        this.starts = starts.clone();
        this.nanos = nanos.clone();
        this.workers = workers.clone();
    }

    public long nanos(Phase phase) {
        return phases.getOrDefault(phase, 0L);
    }

    /** All phases together. */
    public long nanos() {
        return phases.values().stream().mapToLong(Long::longValue).sum();
    }

    public int tasks() {
        return nanos.length;
    }

    /** From the begin of the tasks to the start of this one. */
    public long taskStart(int task) {
        return starts[task];
    }

    public long taskNanos(int task) {
        return nanos[task];
    }

    /** The worker that ran the task, from 0 on; numbered anew for each block. */
    public int taskWorker(int task) {
        return workers[task];
    }

    /** What all tasks took together. */
    public long work() {
        return Arrays.stream(nanos).sum();
    }

    /** What running the transactions would have taken one after another, as far as these times tell. */
    private long oneAfterAnother(ExecutionReport report) {
        return nanos(Phase.IN_ORDER) + (report.way() == Way.PLANNED ? work() : 0);
    }

    /** How many workers were at work at the same time while tasks ran; 1 when none did. */
    public double busyWorkers() {
        long taken = nanos(Phase.TASKS);
        return taken == 0 ? 1 : (double) work() / taken;
    }

    /** How many times faster than one after another the transactions ran, with what planning, repair and learning took; 1 when nothing was measured. */
    public double speedup(ExecutionReport report) {
        long taken = nanos(Phase.PLAN)
                + nanos(Phase.TASKS)
                + nanos(Phase.REPAIR)
                + nanos(Phase.IN_ORDER)
                + nanos(Phase.LEARN);
        long alone = oneAfterAnother(report);
        return taken == 0 || alone == 0 ? 1 : (double) alone / taken;
    }
}
