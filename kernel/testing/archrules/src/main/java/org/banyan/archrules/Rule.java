package org.banyan.archrules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    private static final int PLACES_SHOWN_MAX = 20;

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

    /** @throws AssertionError naming the places that break this rule, each once, and what to do there instead */
    void check(List<Use> uses) {
        var places = new LinkedHashMap<String, String>();
        for (Use use : uses) {
            if (isBrokenBy(use)) {
                places.putIfAbsent(use.place(), "  at " + use.place() + " uses " + use.what());
            }
        }
        if (!places.isEmpty()) {
            String shown = places.values().stream().limit(PLACES_SHOWN_MAX).collect(Collectors.joining("\n"));
            int hidden = Math.max(0, places.size() - PLACES_SHOWN_MAX);
            throw new AssertionError("[" + id + "] " + law + "\nInstead: " + instead + "\n" + shown
                    + (hidden == 0 ? "" : "\n  and " + hidden + " more"));
        }
    }
}
