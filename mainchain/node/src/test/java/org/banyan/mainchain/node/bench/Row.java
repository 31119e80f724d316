package org.banyan.mainchain.node.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One goal with what was measured.
 *
 * @param beside further figures of the same runs by name, as medians
 * @param load of the machine at the end
 */
record Row(Goal goal, Quartiles seen, SequencedMap<String, Number> beside, String load) {
    static Row of(Goal goal, List<Double> values) {
        return new Row(goal, Quartiles.of(values), new LinkedHashMap<>(), Machine.load());
    }

    /** Adds a figure beside the goal. One that is no number is left out: the runs were too short for the kernel's count of CPU time, which moves in ticks. */
    Row with(String name, double value, int decimals) {
        if (Double.isFinite(value)) {
            beside.put(name, BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN));
        }
        return this;
    }

    Row withMedian(String name, List<Double> values, int decimals) {
        return with(name, Quartiles.of(values).median(), decimals);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-4s %-44s %-13s %9s  %9s %9s %9s  %3d  %s",
                goal.id(),
                goal.what(),
                goal.unit(),
                (goal.better() == Goal.Better.MORE ? ">= " : "<= ") + shown(goal.target()),
                shown(seen.lower()),
                shown(seen.median()),
                shown(seen.upper()),
                seen.count(),
                goal.verdict(seen));
    }

    private static String shown(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : Math.abs(value) < 1000 ? "%.1f" : "%.0f", value);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", goal.id());
        json.put("what", goal.what());
        json.put("unit", goal.unit());
        json.put("better", goal.better().name().toLowerCase(Locale.ROOT));
        json.put("floor", goal.floor());
        json.put("target", goal.target());
        json.put("stretch", goal.stretch());
        json.put("lower", seen.lower());
        json.put("median", seen.median());
        json.put("upper", seen.upper());
        json.put("pairs", seen.count());
        json.put("verdict", goal.verdict(seen));
        json.put("load", load);
        json.putAll(beside);
        return json;
    }
}
