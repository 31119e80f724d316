package org.banyan.core.execution.plan;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import org.banyan.core.state.StateKey;

/**
 * How the transactions of one block run: tasks with arrows between them, and a serial tail. Immutable.
 *
 * @param tasks most urgent first, each after its predecessors
 * @param slots keys by which the tasks of split groups hand values to one another
 * @param serialFrom index of the first transaction of the serial tail; the number of transactions when there is none
 * @param groups what was found on the way, for people
 */
public record BlockPlan(List<Task> tasks, SequencedSet<StateKey> slots, int serialFrom, Groups groups) {
    /**
     * A run of transactions by one worker.
     *
     * @param transactions indexes in the block, ascending
     * @param split whether it is part of a group that was split, and takes values from {@link BlockPlan#slots}
     * @param predecessors how many tasks come before it
     * @param successors tasks that wait for it
     * @param cost expected units
     */
    public record Task(
            List<Integer> transactions, boolean split, int predecessors, List<Integer> successors, long cost) {
        public Task {
            transactions = List.copyOf(transactions);
            successors = List.copyOf(successors);
        }
    }

    /**
     * @param sizes transactions of each group that shares written keys, largest first, single ones included
     * @param splitGroups how many were split by their dependencies
     * @param criticalPath units of the longest chain of dependent transactions
     * @param total units of all transactions in tasks
     * @param serial units of the serial tail
     * @param conflictKeys the written keys that most transactions share, most shared first
     */
    public record Groups(
            List<Integer> sizes,
            int splitGroups,
            long criticalPath,
            long total,
            long serial,
            List<ConflictKey> conflictKeys) {
        public Groups {
            sizes = List.copyOf(sizes);
            conflictKeys = List.copyOf(conflictKeys);
        }

        public int count() {
            return sizes.size();
        }

        public int largest() {
            return sizes.isEmpty() ? 0 : sizes.getFirst();
        }
    }

    /** @param transactions how many of the block need the key in block order */
    public record ConflictKey(StateKey key, int transactions) {}

    public BlockPlan {
        tasks = List.copyOf(tasks);
    }

    /** Units until the last of {@code workers} workers is done, when each takes the most urgent task that is ready: what Amdahl's law leaves. */
    public long makespan(int workers) {
        int[] waitsFor = new int[tasks.size()];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int task = 0; task < waitsFor.length; task++) {
            waitsFor[task] = tasks.get(task).predecessors();
            if (waitsFor[task] == 0) {
                ready.add(task);
            }
        }
        PriorityQueue<long[]> running = new PriorityQueue<>((one, other) -> Long.compare(one[0], other[0]));
        long now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && running.size() < workers) {
                int task = ready.remove();
                running.add(new long[] {now + tasks.get(task).cost(), task});
            }
            long[] done = running.remove();
            now = done[0];
            for (int next : tasks.get((int) done[1]).successors()) {
                if (--waitsFor[next] == 0) {
                    ready.add(next);
                }
            }
        }
        return now;
    }
}
