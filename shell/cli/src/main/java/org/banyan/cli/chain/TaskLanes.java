package org.banyan.cli.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.banyan.v1.ExecutionPlan;
import org.banyan.v1.ExecutionTask;

/** A block's tasks on the workers that ran them, or, when nobody measured, on those that would. */
final class TaskLanes {
    private static final int WIDTH = 48;

    /** Lanes that are drawn, whatever a node says. */
    private static final int LANES_MAX = 256;

    private final List<Lane> lanes = new ArrayList<>();
    private final boolean measured;
    private double end;

    /** What one worker did, one task after another. */
    private static final class Lane {
        private final List<Span> spans = new ArrayList<>();
        private int transactions;
        private double busy;
    }

    private record Span(double from, double to) {}

    private TaskLanes(boolean measured) {
        this.measured = measured;
    }

    static TaskLanes of(ExecutionPlan plan, int workers) {
        boolean measured = plan.getTasksList().stream().allMatch(ExecutionTask::hasWorker);
        TaskLanes lanes = new TaskLanes(measured);
        if (measured) {
            plan.getTasksList()
                    .forEach(task -> lanes.add(task.getWorker(), task, task.getStartNanos(), task.getNanos()));
        } else {
            lanes.schedule(plan.getTasksList(), workers);
        }
        return lanes;
    }

    private void add(int worker, ExecutionTask task, double start, double length) {
        if (worker < 0 || worker >= LANES_MAX || start < 0 || length < 0) {
            return;
        }
        while (lanes.size() <= worker) {
            lanes.add(new Lane());
        }
        Lane lane = lanes.get(worker);
        lane.spans.add(new Span(start, start + length));
        lane.transactions += task.getTransactionsCount();
        lane.busy += length;
        end = Math.max(end, start + length);
    }

    private record Running(double until, int task, int worker) {}

    /** Whoever is free takes the most urgent task that is ready. */
    private void schedule(List<ExecutionTask> tasks, int workers) {
        int[] waitsFor = new int[tasks.size()];
        tasks.forEach(task -> successors(task, tasks.size()).forEach(next -> waitsFor[next]++));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int task = 0; task < waitsFor.length; task++) {
            if (waitsFor[task] == 0) {
                ready.add(task);
            }
        }
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int worker = 0; worker < Math.clamp(workers, 1, LANES_MAX); worker++) {
            free.add(worker);
        }
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::until));
        double now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && !free.isEmpty()) {
                int task = ready.remove();
                int worker = free.remove();
                double units = tasks.get(task).getUnits();
                add(worker, tasks.get(task), now, units);
                running.add(new Running(now + units, task, worker));
            }
            Running done = running.remove();
            now = done.until();
            free.add(done.worker());
            successors(tasks.get(done.task()), tasks.size()).forEach(next -> {
                if (--waitsFor[next] == 0) {
                    ready.add(next);
                }
            });
        }
    }

    /** Those that are there: a node may have sent anything. */
    private static List<Integer> successors(ExecutionTask task, int tasks) {
        return task.getSuccessorsList().stream()
                .filter(next -> next >= 0 && next < tasks)
                .toList();
    }

    /** A line for each lane, its busy time drawn along the time of all. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int worker = 0; worker < lanes.size(); worker++) {
            Lane lane = lanes.get(worker);
            String busy = measured ? Durations.text((long) lane.busy) : Durations.count((long) lane.busy) + " units";
            lines.add("lane " + (worker + 1) + "  " + drawn(lane) + "  " + busy + ", " + lane.spans.size() + " tasks, "
                    + lane.transactions + " transactions");
        }
        return lines;
    }

    private String drawn(Lane lane) {
        double[] filled = new double[WIDTH];
        double slot = end / WIDTH;
        for (Span span : lane.spans) {
            int last = Math.min(WIDTH - 1, (int) (span.to / slot));
            for (int at = (int) (span.from / slot); at <= last; at++) {
                filled[at] += Math.min(span.to, (at + 1) * slot) - Math.max(span.from, at * slot);
            }
        }
        StringBuilder line = new StringBuilder();
        for (double each : filled) {
            line.append(each > slot * 0.75 ? '█' : each > slot * 0.25 ? '▒' : '·');
        }
        return line.toString();
    }
}
