package org.banyan.types;

/**
 * Whether something from outside keeps the rules. A rejection is the sender's fault, not an error of ours. STYLE.md 6.
 *
 * <p>Must not declare default methods: then initializing a verdict would initialize this interface, and {@link #ACCEPTED} with it, and two threads could wait
 * for each other.
 */
@SuppressWarnings("ClassInitializationDeadlock")
public sealed interface Verdict {
    Verdict ACCEPTED = new Accepted();

    static Verdict rejected(RuleId rule, String reason) {
        return new Rejected(rule, reason);
    }

    boolean isAccepted();

    record Accepted() implements Verdict {
        @Override
        public boolean isAccepted() {
            return true;
        }
    }

    /** @param reason what was found, where, and what to do */
    record Rejected(RuleId rule, String reason) implements Verdict {
        @Override
        public boolean isAccepted() {
            return false;
        }

        @Override
        public String toString() {
            return reason + " [rule=" + rule + "]";
        }
    }
}
