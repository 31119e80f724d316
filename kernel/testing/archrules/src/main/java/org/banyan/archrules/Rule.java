package org.banyan.archrules;

import java.util.List;
import java.util.function.Predicate;

/**
 * Something compiled code must not do.
 *
 * @param id short name, stable
 * @param law what is forbidden and why
 * @param instead what to do instead
 * @param forbids whether a use breaks the law
 * @param allowances uses that are allowed all the same, each with its reason
 */
record Rule(String id, String law, String instead, Predicate<Use> forbids, List<Allowance> allowances) {
    Rule {
        allowances = List.copyOf(allowances);
    }

    /** {@code user} (a class with dots; its nested classes too) may use the type {@code owner}, for {@code reason}. */
    record Allowance(String user, String owner, String reason) {
        boolean covers(Use use) {
            return (use.user().equals(user) || use.user().startsWith(user + "$"))
                    && use.owner().equals(owner);
        }
    }

    boolean isBrokenBy(Use use) {
        return forbids.test(use) && allowances.stream().noneMatch(each -> each.covers(use));
    }

    /** @throws AssertionError naming each place that breaks this rule and what to do there instead */
    void check(List<Use> uses) {
        List<String> places = uses.stream()
                .filter(this::isBrokenBy)
                .map(use -> "  at " + use.place() + " uses " + use.what())
                .distinct()
                .toList();
        if (!places.isEmpty()) {
            throw new AssertionError(
                    "[" + id + "] " + law + "\nInstead: " + instead + "\n" + String.join("\n", places));
        }
    }
}
