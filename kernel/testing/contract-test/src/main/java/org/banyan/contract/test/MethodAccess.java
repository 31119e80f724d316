package org.banyan.contract.test;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.test.AccessFinding.Kind;
import org.banyan.types.Address;

/** What all tests together saw of one method. Guarded by its ledger. */
final class MethodAccess {
    /** More different keys than that are not worth listing: no template names them. */
    private static final int SUGGESTIONS_MAX = 12;

    /** A key that is in no argument: text, a number or bytes as they were in this call. */
    private static final Pattern NO_ARGUMENT = Pattern.compile("[(] ?[0-9<\\\\]|, [0-9<\\\\]");

    private final List<String> templates;
    private final TreeMap<Integer, Set<Mode>> touched = new TreeMap<>();
    private final TreeSet<String> beyond = new TreeSet<>();
    private final TreeSet<String> suggestions = new TreeSet<>();
    private boolean inexpressible;
    private int calls;
    private int successes;

    /** @param templates as the contract's file has them, in the order in which their keys are declared */
    MethodAccess(List<String> templates) {
        this.templates = templates;
    }

    void record(MissingTemplate missing, Address contract, AccessSet declared, Set<KeyAccess> keys, boolean succeeded) {
        calls++;
        successes += succeeded ? 1 : 0;
        for (KeyAccess touch : keys) {
            Optional<String> template = touch.contract().equals(contract) ? missing.of(touch) : Optional.empty();
            if (declared.precision() == Precision.UNKNOWN) {
                suggest(template);
            } else {
                settle(declared.keys(), touch, template);
            }
        }
    }

    private void suggest(Optional<String> template) {
        template.filter(text -> !NO_ARGUMENT.matcher(text).find() && suggestions.size() < SUGGESTIONS_MAX)
                .ifPresentOrElse(suggestions::add, () -> inexpressible = true);
    }

    /** Without what a write of the same key says already. */
    private static List<String> strongest(Set<String> all) {
        return all.stream()
                .filter(each -> each.startsWith("writes")
                        || !all.contains(each.replaceFirst("^(reads|adds|takes):", "writes:")))
                .toList();
    }

    private void settle(List<KeyAccess> declared, KeyAccess touch, Optional<String> template) {
        boolean covered = false;
        for (int i = 0; i < declared.size(); i++) {
            KeyAccess key = declared.get(i);
            if (AccessLedger.names(key, touch)) {
                touched.computeIfAbsent(i, unused -> EnumSet.noneOf(Mode.class)).add(touch.mode());
                covered |= key.mode() == touch.mode() || key.mode() == Mode.WRITE;
            }
        }
        if (!covered) {
            beyond.add(template.orElse("a key of another contract or of no declared field"));
        }
    }

    Map<Kind, String> findings(boolean declares) {
        TreeMap<Kind, String> found = new TreeMap<>();
        if (!beyond.isEmpty()) {
            found.put(
                    Kind.WRONG, "touches " + String.join(", ", strongest(beyond)) + " without declaring it; add that");
        }
        if (successes == 0) {
            found.put(Kind.UNTESTED, calls + " calls, none of which succeeded; nothing can be said about its keys");
        } else if (!declares) {
            undeclared(found);
        } else {
            declared(found);
        }
        if (found.isEmpty()) {
            found.put(Kind.FITS, calls + " calls touched just what is declared");
        }
        return found;
    }

    private void undeclared(Map<Kind, String> found) {
        if (inexpressible) {
            found.put(
                    Kind.UNKNOWN,
                    "declares nothing, and some keys of its " + calls
                            + " calls can be told from no argument: it is predicted from a traced run");
        } else if (suggestions.isEmpty()) {
            found.put(Kind.UNDECLARED, "declares nothing and touches nothing; say so with an empty access option");
        } else {
            found.put(
                    Kind.UNDECLARED,
                    "declares nothing; all that its " + calls + " calls touched is named by  "
                            + String.join("  ", strongest(suggestions)));
        }
    }

    private void declared(Map<Kind, String> found) {
        TreeSet<String> never = new TreeSet<>();
        TreeSet<String> weaker = new TreeSet<>();
        for (int i = 0; i < templates.size(); i++) {
            String template = templates.get(i);
            Set<Mode> modes = touched.getOrDefault(i, Set.of());
            if (modes.isEmpty()) {
                never.add(template);
            } else if (template.startsWith("writes") && modes.size() == 1 && !modes.contains(Mode.WRITE)) {
                weaker.add(modes.stream()
                        .map(mode -> mode.name().toLowerCase(java.util.Locale.ROOT) + "s" + template.substring(6))
                        .collect(Collectors.joining()));
            }
        }
        if (!never.isEmpty()) {
            found.put(
                    Kind.TOO_WIDE,
                    "none of its " + calls + " calls touched  " + String.join("  ", never)
                            + "  ; remove it, or add the test that needs it");
        }
        if (!weaker.isEmpty()) {
            found.put(
                    Kind.TOO_STRONG,
                    "its " + calls + " calls need no more than  " + String.join("  ", weaker)
                            + "  ; declared so, more of them run at once");
        }
    }
}
