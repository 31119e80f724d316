package org.banyan.cli.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;

/**
 * What came of one run.
 *
 * @param sent transactions that were submitted
 * @param committed of them in blocks
 * @param finalized of them in final blocks
 * @param failed of the committed whose call failed; they cost a fee and change nothing else
 * @param refusals by reason
 * @param seconds from the first submission to the last inclusion
 * @param signingCpuSeconds of this program before the clock started
 * @param clientCpuSeconds of this program while it ran
 * @param node what the node used meanwhile; empty when its metrics cannot be reached
 */
record LoadResult(
        int sent,
        int committed,
        int finalized,
        int failed,
        NavigableMap<String, Integer> refusals,
        double seconds,
        Latencies toInclusion,
        Latencies toFinality,
        double signingCpuSeconds,
        double clientCpuSeconds,
        Optional<NodeUse> node) {
    private static final Map<String, String> WORDS = Map.of(
            "lanes", "in lanes", "inline", "one after another", "again", "run again", "serial", "in the serial lane");
    private static final double MICROS = 1e6;
    private static final double MEBIBYTE = 1 << 20;

    int refused() {
        return refusals.values().stream().mapToInt(Integer::intValue).sum();
    }

    double perSecond() {
        return seconds > 0 ? committed / seconds : 0;
    }

    /** Microseconds of node CPU for each committed transaction. */
    Optional<Double> nodeMicros() {
        return node.filter(unused -> committed > 0).map(use -> use.cpuSeconds() * MICROS / committed);
    }

    private double clientMicros() {
        return committed > 0 ? clientCpuSeconds * MICROS / committed : 0;
    }

    private double signingMicros() {
        return sent > 0 ? signingCpuSeconds * MICROS / sent : 0;
    }

    Json toJson() {
        Json.ObjectBuilder reasons = Json.object();
        refusals.forEach((reason, count) -> reasons.put(reason, count));
        Json.ObjectBuilder json = Json.object()
                .put("sent", sent)
                .put("committed", committed)
                .put("final", finalized)
                .put("failed", failed)
                .put("refused", refused())
                .put("refusals", reasons.build())
                .put("seconds", number(seconds, 3))
                .put("committedPerSecond", number(perSecond(), 1))
                .put("inclusionMillis", toInclusion.toJson())
                .put("finalityMillis", toFinality.toJson())
                .put(
                        "client",
                        Json.object()
                                .put("cpuMicrosPerCommitted", number(clientMicros(), 1))
                                .put("signingCpuMicrosPerTransaction", number(signingMicros(), 1))
                                .build());
        node.ifPresent(use -> json.put("node", node(use)));
        return json.build();
    }

    private Json node(NodeUse use) {
        double each = Math.max(1, committed);
        return Json.object()
                .put("cpuMicrosPerCommitted", number(use.cpuSeconds() * MICROS / each, 1))
                .put("allocatedBytesPerCommitted", number(use.allocatedBytes() / each, 0))
                .put("collectorPauseMillis", number(use.pauseSeconds() * 1_000, 0))
                .put("peakBytes", number(use.peakBytes(), 0))
                .put("ran", runs(use))
                .build();
    }

    /** Shares of all transactions that the node ran meanwhile. */
    private static Json runs(NodeUse use) {
        Json.ObjectBuilder shares = Json.object();
        double all = all(use);
        use.runs().forEach((how, count) -> shares.put(how, number(count / all, 4)));
        return shares.build();
    }

    private static String runsText(NodeUse use) {
        double all = all(use);
        return use.runs().entrySet().stream()
                .map(each -> plain(100 * each.getValue() / all, 1) + " % "
                        + WORDS.getOrDefault(each.getKey(), each.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static double all(NodeUse use) {
        return use.runs().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    static Json number(double value, int decimals) {
        return new Json.Number(BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    void print(Terminal terminal) {
        new Fields()
                .add(
                        "committed",
                        committed + " of " + sent + "   " + plain(perSecond(), 0) + "/s over " + plain(seconds, 1)
                                + " s")
                .add("to inclusion", toInclusion.text())
                .add("to finality", finalized == 0 ? "none became final" : toFinality.text())
                .add("refused", refused() == 0 ? "none" : refusals.toString())
                .add("failed", failed == 0 ? "none" : failed + " calls")
                .add("unfinished", unfinished() == 0 ? "" : unfinished() + " were neither refused nor became final")
                .add("node", node.map(this::nodeText).orElse("its metrics cannot be reached from here"))
                .add("ran", node.map(LoadResult::runsText).orElse(""))
                .add(
                        "client",
                        plain(clientMicros(), 1) + " us CPU per committed transaction; " + plain(signingMicros(), 1)
                                + " us to sign one, before the clock started")
                .print(terminal);
    }

    private int unfinished() {
        return sent - refused() - finalized;
    }

    private String nodeText(NodeUse use) {
        double each = Math.max(1, committed);
        return plain(use.cpuSeconds() * MICROS / each, 1) + " us CPU and "
                + plain(use.allocatedBytes() / each / 1024, 1)
                + " KiB allocated per committed transaction; peak memory " + plain(use.peakBytes() / MEBIBYTE, 0)
                + " MiB; paused " + plain(use.pauseSeconds() * 1_000, 0) + " ms by its collector";
    }

    private static String plain(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
