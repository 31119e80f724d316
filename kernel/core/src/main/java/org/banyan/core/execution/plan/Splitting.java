package org.banyan.core.execution.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dependency graph of one group: who must wait for whom, by the keys that they share. Runs of transactions that wait for nothing but each other are one
 * task.
 */
final class Splitting {
    private final int[] transactions;
    private final long[] costs;
    private final List<int[]> predecessors = new ArrayList<>();
    private final int[] successorCount;
    private final List<Run> runs = new ArrayList<>();
    private long criticalPath;

    /** A task in the making. */
    static final class Run {
        final List<Integer> transactions = new ArrayList<>();
        final List<Integer> predecessors = new ArrayList<>();
        final List<Integer> successors = new ArrayList<>();
        long cost;
    }

    /**
     * @param transactions of the group, ascending
     * @param costs of the whole block, by index
     * @param keys the group's ordered keys
     */
    Splitting(int[] transactions, long[] costs, List<Grouping.Key> keys) {
        this.transactions = transactions;
        this.costs = costs;
        this.successorCount = new int[transactions.length];
        findPredecessors(keys);
        findCriticalPath();
    }

    private void findPredecessors(List<Grouping.Key> keys) {
        List<List<Integer>> found = new ArrayList<>();
        for (int i = 0; i < transactions.length; i++) {
            found.add(new ArrayList<>());
        }
        for (Grouping.Key key : keys) {
            int lastWriter = -1;
            List<Integer> readers = new ArrayList<>();
            for (int use = 0; use < key.uses(); use++) {
                int position = Arrays.binarySearch(transactions, key.transaction(use));
                if (!key.writes(use)) {
                    if (lastWriter >= 0) {
                        found.get(position).add(lastWriter);
                    }
                    readers.add(position);
                    continue;
                }
                if (readers.isEmpty() && lastWriter >= 0) {
                    found.get(position).add(lastWriter);
                }
                found.get(position).addAll(readers);
                readers.clear();
                lastWriter = position;
            }
        }
        for (List<Integer> each : found) {
            int[] distinct = each.stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .distinct()
                    .toArray();
            predecessors.add(distinct);
            for (int one : distinct) {
                successorCount[one]++;
            }
        }
    }

    private void findCriticalPath() {
        long[] until = new long[transactions.length];
        for (int i = 0; i < transactions.length; i++) {
            for (int before : predecessors.get(i)) {
                until[i] = Math.max(until[i], until[before]);
            }
            until[i] += costs[transactions[i]];
            criticalPath = Math.max(criticalPath, until[i]);
        }
    }

    /** Units of the longest chain. */
    long criticalPath() {
        return criticalPath;
    }

    /** The tasks, each after its predecessors. */
    List<Run> runs() {
        int[] runOf = new int[transactions.length];
        // The transaction that last made a run wait for the run at this index.
        int[] awaitedBy = new int[transactions.length];
        Arrays.fill(awaitedBy, -1);
        for (int i = 0; i < transactions.length; i++) {
            int[] before = predecessors.get(i);
            boolean goesOn = before.length == 1 && successorCount[before[0]] == 1;
            if (!goesOn) {
                runs.add(new Run());
            }
            runOf[i] = goesOn ? runOf[before[0]] : runs.size() - 1;
            Run run = runs.get(runOf[i]);
            run.transactions.add(transactions[i]);
            run.cost += costs[transactions[i]];
            if (!goesOn) {
                for (int one : before) {
                    if (awaitedBy[runOf[one]] != i) {
                        awaitedBy[runOf[one]] = i;
                        run.predecessors.add(runOf[one]);
                        runs.get(runOf[one]).successors.add(runOf[i]);
                    }
                }
            }
        }
        return runs;
    }
}
