package org.banyan.contracts.crosschain;

import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Why something was refused, as a failure's text: its rule comes first, since long texts are cut off. */
final class Refusals {
    private Refusals() {}

    static String text(Verdict.Rejected rejected) {
        return text(rejected.rule(), rejected.reason());
    }

    static String text(RuleId rule, String reason) {
        return rule.text() + ": " + reason;
    }
}
