package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import org.banyan.simulation.check.Findings.Finding;

/**
 * What came of one seed.
 *
 * @param consensus of the chain, or of the parent
 * @param logHash tells two runs apart
 * @param lies told by liars, or tried
 * @param finalHeight highest height that any node reported final
 * @param stalled why finality could not go on although nothing broke its promises; empty when it went on
 * @param lastEvents the end of the log
 */
public record Outcome(
        long seed,
        String consensus,
        Draw draw,
        List<Finding> findings,
        String logHash,
        long virtualMillis,
        long events,
        long messages,
        long transactions,
        long lies,
        long finalHeight,
        String stalled,
        List<String> lastEvents) {
    public Outcome {
        findings = List.copyOf(findings);
        lastEvents = List.copyOf(lastEvents);
    }

    Outcome with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Outcome(
                seed,
                consensus,
                draw,
                more,
                logHash,
                virtualMillis,
                events,
                messages,
                transactions,
                lies,
                finalHeight,
                stalled,
                lastEvents);
    }

    public boolean isSound() {
        return findings.isEmpty();
    }
}
