package org.banyan.core.execution.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import org.banyan.core.state.StateKey;

/**
 * Plans a block for a number of workers. The same expectations give the same plan.
 *
 * <p>Groups come from shared written keys; a group that would keep one worker busy for longer than its share is split by its dependencies where that helps;
 * the rest is packed, costliest first, into a few tasks per worker. Source: aelf whitepaper 5.2.3; DESIGN.md 4.
 */
public final class Planner {
    /**
     * From when on more workers help.
     *
     * @param fork below this many expected units of a block, waking workers costs more than they save
     * @param splitTask below this many units, a task of a split group costs about as much to hand over as to run
     * @param plan units of its own work that a transaction must save by sharing it with the other workers, for that is about what planning it and bringing
     *     together what workers did costs: a transfer between accounts saves as much with three workers or more
     */
    public record Thresholds(long fork, long splitTask, long plan) {
        public static final Thresholds DEFAULT = new Thresholds(400_000, 10_000, 2_200);
    }

    /** Packed tasks per worker: room for expectations that were wrong. */
    private static final int TASKS_PER_WORKER = 4;

    private static final int CONFLICT_KEYS_SHOWN = 16;

    private final int workers;
    private final Thresholds thresholds;
    private final int count;
    private final long[] costs;
    private final Grouping grouping;
    private final List<Splitting.Run> runs = new ArrayList<>();
    private final SequencedSet<StateKey> slots = new LinkedHashSet<>();
    private int splitRuns;
    private int splitGroups;
    private long criticalPath;
    private long total;
    private long serial;

    private Planner(List<Expected> transactions, int workers, Thresholds thresholds) {
        this.workers = workers;
        this.thresholds = thresholds;
        this.count = parallelCount(transactions);
        this.costs = new long[count];
        for (int i = 0; i < count; i++) {
            costs[i] = transactions.get(i).cost();
            total += costs[i];
        }
        for (Expected tail : transactions.subList(count, transactions.size())) {
            serial += tail.cost();
        }
        this.grouping = new Grouping(transactions, count);
    }

    public static BlockPlan plan(List<Expected> transactions, int workers, Thresholds thresholds) {
        return new Planner(transactions, workers, thresholds).plan();
    }

    private static int parallelCount(List<Expected> transactions) {
        for (int i = 0; i < transactions.size(); i++) {
            if (transactions.get(i).serial()) {
                return i;
            }
        }
        return transactions.size();
    }

    private BlockPlan plan() {
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            groups.computeIfAbsent(grouping.group(i), unused -> new ArrayList<>(1))
                    .add(i);
        }
        Map<Integer, List<Grouping.Key>> keysOfGroup = new LinkedHashMap<>();
        for (Grouping.Key key : grouping.ordered()) {
            keysOfGroup
                    .computeIfAbsent(grouping.group(key.transaction(0)), unused -> new ArrayList<>())
                    .add(key);
        }
        boolean[] ranges = grouping.withPrefixes();
        List<List<Integer>> whole = new ArrayList<>();
        groups.forEach((group, members) -> {
            boolean split = !ranges[group] && split(members, keysOfGroup.getOrDefault(group, List.of()));
            if (!split) {
                whole.add(members);
                criticalPath = Math.max(criticalPath, cost(members));
            }
        });
        splitRuns = runs.size();
        pack(whole);
        return new BlockPlan(
                inOrder(),
                slots,
                count,
                new BlockPlan.Groups(sizes(groups), splitGroups, criticalPath, total, serial, conflictKeys()));
    }

    private static List<Integer> sizes(Map<Integer, List<Integer>> groups) {
        List<Integer> sizes = new ArrayList<>(groups.size());
        groups.values().forEach(members -> sizes.add(members.size()));
        sizes.sort(Comparator.reverseOrder());
        return sizes;
    }

    private long cost(List<Integer> members) {
        long sum = 0;
        for (int member : members) {
            sum += costs[member];
        }
        return sum;
    }

    /** Splits the group if it is more than a worker's share and its dependencies leave something to win. */
    private boolean split(List<Integer> members, List<Grouping.Key> keys) {
        long cost = cost(members);
        boolean oversized = members.size() > 1
                && cost > thresholds.fork() / 2
                && cost * workers > total + total / 8
                && cost / members.size() >= thresholds.splitTask();
        if (!oversized) {
            return false;
        }
        int[] indexes = members.stream().mapToInt(Integer::intValue).toArray();
        Splitting splitting = new Splitting(indexes, costs, keys);
        if (splitting.criticalPath() > cost - cost / 7) {
            return false;
        }
        int offset = runs.size();
        for (Splitting.Run run : splitting.runs()) {
            run.predecessors.replaceAll(task -> task + offset);
            run.successors.replaceAll(task -> task + offset);
            runs.add(run);
        }
        keys.forEach(key -> slots.add(key.key));
        criticalPath = Math.max(criticalPath, splitting.criticalPath());
        splitGroups++;
        return true;
    }

    private record Sized(List<Integer> members, long cost) {}

    /** Costliest group first to the task that has least; fewer tasks where more of them would take longer. */
    private void pack(List<List<Integer>> whole) {
        List<Sized> sized = new ArrayList<>(whole.size());
        whole.forEach(members -> sized.add(new Sized(members, cost(members))));
        sized.sort(Comparator.comparingLong(Sized::cost).reversed());
        int bins = Math.min(sized.size(), workers * tasksPerWorker(sized));
        PriorityQueue<Splitting.Run> least = new PriorityQueue<>(Comparator.comparingLong(run -> run.cost));
        for (int i = 0; i < bins; i++) {
            Splitting.Run run = new Splitting.Run();
            runs.add(run);
            least.add(run);
        }
        for (Sized group : sized) {
            Splitting.Run run = least.remove();
            run.transactions.addAll(group.members());
            run.cost += group.cost();
            least.add(run);
        }
        runs.subList(splitRuns, runs.size()).forEach(run -> run.transactions.sort(null));
    }

    /** The most that does not make the block longer than one task per worker would, which is what largest-first comes to. */
    private int tasksPerWorker(List<Sized> sized) {
        long[] costs = sized.stream().mapToLong(Sized::cost).toArray();
        long largestFirst = longest(packed(costs, workers));
        int tasks = TASKS_PER_WORKER;
        while (tasks > 1 && longest(packed(descending(packed(costs, workers * tasks)), workers)) > largestFirst) {
            tasks /= 2;
        }
        return tasks;
    }

    /** What each of {@code bins} bins costs when each of the descending costs goes to the one that has least. */
    private static long[] packed(long[] costs, int bins) {
        if (costs.length <= bins) {
            return costs;
        }
        PriorityQueue<Long> least = new PriorityQueue<>();
        for (int i = 0; i < bins; i++) {
            least.add(costs[i]);
        }
        for (int i = bins; i < costs.length; i++) {
            least.add(least.remove() + costs[i]);
        }
        return least.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] descending(long[] costs) {
        return Arrays.stream(costs)
                .map(cost -> -cost)
                .sorted()
                .map(cost -> -cost)
                .toArray();
    }

    private static long longest(long[] costs) {
        return Arrays.stream(costs).max().orElse(0);
    }

    /** Most urgent first: what has the longest way to go behind it. */
    private List<BlockPlan.Task> inOrder() {
        int size = runs.size();
        long[] urgency = new long[size];
        int[] waitsFor = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            Splitting.Run run = runs.get(i);
            for (int next : run.successors) {
                urgency[i] = Math.max(urgency[i], urgency[next]);
            }
            urgency[i] += run.cost;
            waitsFor[i] = run.predecessors.size();
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.<Integer>comparingLong(run -> -urgency[run]).thenComparing(run -> run));
        for (int i = 0; i < size; i++) {
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        List<Integer> order = new ArrayList<>(size);
        int[] place = new int[size];
        while (!ready.isEmpty()) {
            int run = ready.remove();
            place[run] = order.size();
            order.add(run);
            for (int next : runs.get(run).successors) {
                if (--waitsFor[next] == 0) {
                    ready.add(next);
                }
            }
        }
        List<BlockPlan.Task> tasks = new ArrayList<>(size);
        for (int index : order) {
            Splitting.Run run = runs.get(index);
            tasks.add(new BlockPlan.Task(
                    run.transactions,
                    index < splitRuns,
                    run.predecessors.size(),
                    run.successors.stream().map(next -> place[next]).toList(),
                    run.cost));
        }
        return tasks;
    }

    private List<BlockPlan.ConflictKey> conflictKeys() {
        return grouping.ordered().stream()
                .filter(key -> key.uses() > 1)
                .sorted(Comparator.comparingInt(Grouping.Key::uses).reversed())
                .limit(CONFLICT_KEYS_SHOWN)
                .map(key -> new BlockPlan.ConflictKey(key.key, key.uses()))
                .toList();
    }
}
