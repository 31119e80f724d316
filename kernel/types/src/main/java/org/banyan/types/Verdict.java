package org.banyan.types;

/** Whether something from outside keeps the rules. A rejection is the sender's fault, not an error of ours. STYLE.md 6. */
public sealed interface Verdict {
    Verdict ACCEPTED = new Accepted();

    static Verdict rejected(RuleId rule, String reason) {
        return new Rejected(rule, reason);
    }

    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    record Accepted() implements Verdict {}

    /** @param reason what was found, where, and what to do */
    record Rejected(RuleId rule, String reason) implements Verdict {
        @Override
        public String toString() {
            return reason + " [rule=" + rule + "]";
        }
    }
}
