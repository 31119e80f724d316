package org.banyan.simulation.scenario;

/** What a failed run tells: everything that is needed to see it again. */
public final class Report {
    private Report() {}

    /**
     * @param commit of the sources that ran
     * @param command that runs this seed again
     */
    public static String of(Outcome outcome, String commit, String command) {
        StringBuilder text = new StringBuilder("simulation of seed ")
                .append(outcome.seed())
                .append(" breaks a promise\n  commit    ")
                .append(commit)
                .append("\n  scenario  ")
                .append(outcome.draw().child() ? "a chain and its child, " : "one chain, ")
                .append(outcome.consensus())
                .append(", ")
                .append("through faults, healing and restart: ")
                .append(outcome.draw())
                .append("\n  virtual   ")
                .append(outcome.virtualMillis())
                .append(" ms, ")
                .append(outcome.events())
                .append(" events, log ")
                .append(outcome.logHash());
        outcome.findings().forEach(finding -> text.append("\n  found     ").append(finding));
        text.append("\n  again     ").append(command).append("\n  last events");
        outcome.lastEvents().forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
