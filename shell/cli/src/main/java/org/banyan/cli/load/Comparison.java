package org.banyan.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/** The runs of one or two settings that took turns. Not thread-safe. */
final class Comparison {
    private final List<LoadPlan> settings;
    private final List<List<LoadResult>> results = new ArrayList<>();

    Comparison(List<LoadPlan> settings) {
        this.settings = List.copyOf(settings);
        settings.forEach(unused -> results.add(new ArrayList<>()));
    }

    void add(int setting, LoadResult result) {
        results.get(setting).add(result);
    }

    /** Whether every transaction of every run became final and did what it should. */
    boolean isClean() {
        return results.stream()
                .flatMap(List::stream)
                .allMatch(each -> each.failed() == 0 && each.finalized() == each.sent());
    }

    List<Json> toJson() {
        List<Json> json = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            LoadPlan plan = settings.get(i);
            json.add(Json.object()
                    .put("workload", plan.workload().label())
                    .put("skew", LoadResult.number(plan.skew(), 3))
                    .put("accounts", plan.accounts())
                    .put("count", plan.count())
                    .put("rate", plan.rate())
                    .put("batch", plan.batch())
                    .put("connections", plan.connections())
                    .put("inFlight", plan.inFlight())
                    .put("runs", results.get(i).stream().map(LoadResult::toJson).toList())
                    .build());
        }
        return json;
    }

    void print(Terminal terminal, String compared) {
        for (int i = 0; i < settings.size(); i++) {
            for (LoadResult result : results.get(i)) {
                String name = i == 0 ? settings.get(i).workload().label() : compared;
                terminal.line(terminal.bold(name));
                result.print(terminal);
            }
        }
        int pairs = settings.size() < 2
                ? 0
                : Math.min(results.get(0).size(), results.get(1).size());
        if (pairs > 0) {
            terminal.line(terminal.bold(compared + " over the first setting, quartiles of " + pairs + " pairs"));
            new Fields()
                    .add("committed per second", ratios(pairs, LoadResult::perSecond))
                    .add("node CPU", ratios(pairs, each -> each.nodeMicros().orElse(Double.NaN)))
                    .add(
                            "inclusion p99",
                            ratios(pairs, each -> each.toInclusion().p99()))
                    .print(terminal);
        }
    }

    private String ratios(int pairs, ToDoubleFunction<LoadResult> figure) {
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratios[i] = figure.applyAsDouble(results.get(1).get(i))
                    / figure.applyAsDouble(results.get(0).get(i));
        }
        return String.format(
                Locale.ROOT,
                "%.2f   %.2f   %.2f",
                Quantiles.of(ratios, 0.25),
                Quantiles.of(ratios, 0.5),
                Quantiles.of(ratios, 0.75));
    }
}
