package org.banyan.types.proof;

import org.banyan.types.RuleId;

/** Outcome of checking a proof. */
public sealed interface ProofResult {
    record Proven(ProvenFact fact) implements ProofResult {}

    /** @param reason which step, what was found, what was expected */
    record Rejected(RuleId rule, String reason) implements ProofResult {
        @Override
        public String toString() {
            return reason + " [rule=" + rule + "]";
        }
    }
}
