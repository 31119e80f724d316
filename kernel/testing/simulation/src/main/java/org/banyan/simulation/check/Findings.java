package org.banyan.simulation.check;

import java.util.ArrayList;
import java.util.List;

/** What the checkers of one run found. */
public final class Findings {
    /** Findings kept; after the first one a run ends. */
    private static final int KEPT_MAX = 20;

    /** @param checker name of the promise that is broken */
    public record Finding(String checker, String what) {
        @Override
        public String toString() {
            return "[" + checker + "] " + what;
        }
    }

    private final List<Finding> findings = new ArrayList<>();
    private final Runnable onFirst;

    /** @param onFirst ends the run */
    public Findings(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    public void report(String checker, String what) {
        if (findings.size() < KEPT_MAX) {
            findings.add(new Finding(checker, what));
        }
        if (findings.size() == 1) {
            onFirst.run();
        }
    }

    public boolean isEmpty() {
        return findings.isEmpty();
    }

    public List<Finding> all() {
        return List.copyOf(findings);
    }
}
