package org.banyan.archrules;

import java.util.Set;
import java.util.function.Predicate;

/** The vocabulary in which {@link DeterminismRules} are written. Names have dots. */
final class Forbids {
    private Forbids() {}

    /** Any use of these types. */
    static Predicate<Use> types(String... names) {
        Set<String> all = Set.of(names);
        return use -> use.kind() != Use.Kind.CODE && all.contains(use.owner());
    }

    /** Any use of a type whose full name starts with {@code prefix}. */
    static Predicate<Use> under(String prefix) {
        return use -> use.kind() != Use.Kind.CODE && use.owner().startsWith(prefix);
    }

    /** Calls of, or references to, these methods of {@code owner}, whatever their arguments. */
    static Predicate<Use> calls(String owner, String... methods) {
        Set<String> all = Set.of(methods);
        return use -> use.kind() == Use.Kind.CALL && use.owner().equals(owner) && all.contains(use.member());
    }

    /** Calls of the one method of {@code owner} with these arguments, in the notation of the class file: {@code (Ljava/lang/String;I)}. */
    static Predicate<Use> call(String owner, String method, String arguments) {
        return calls(owner, method).and(use -> use.descriptor().startsWith(arguments));
    }

    /** Any construction of, or construction by a subclass of, these types. */
    static Predicate<Use> constructs(String... names) {
        Set<String> all = Set.of(names);
        return use -> use.kind() == Use.Kind.CALL && use.member().equals("<init>") && all.contains(use.owner());
    }

    static Predicate<Use> field(String owner, String... fields) {
        Set<String> all = Set.of(fields);
        return use -> use.kind() == Use.Kind.FIELD && use.owner().equals(owner) && all.contains(use.member());
    }

    static Predicate<Use> catches(String... names) {
        Set<String> all = Set.of(names);
        return use -> use.kind() == Use.Kind.CATCH && all.contains(use.owner());
    }

    static Predicate<Use> declares(String... names) {
        Set<String> all = Set.of(names);
        return use -> use.kind() == Use.Kind.IMPLEMENTS && all.contains(use.owner());
    }

    static Predicate<Use> code(String... instructions) {
        Set<String> all = Set.of(instructions);
        return use -> use.kind() == Use.Kind.CODE && all.contains(use.member());
    }

    @SafeVarargs
    static Predicate<Use> any(Predicate<Use>... alternatives) {
        return use -> {
            for (Predicate<Use> each : alternatives) {
                if (each.test(use)) {
                    return true;
                }
            }
            return false;
        };
    }
}
