package org.banyan.codegen;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of Protocol Buffers in Java's style. */
final class JavaNames {
    /** Words of the language and accessors that a record cannot have. */
    private static final Set<String> TAKEN = new TreeSet<>(List.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for goto"
                            + " if implements import instanceof int interface long native new null package private protected public return short static"
                            + " strictfp super switch synchronized this throw throws transient true try void volatile while _"
                            + " clone finalize getClass hashCode notify notifyAll toString wait equals")
                    .split(" ")));

    /** Types of java.lang that generated code says by their simple name. */
    static final Set<String> SHADOWING = new TreeSet<>(List.of(
            "Boolean", "IllegalArgumentException", "Integer", "Long", "Object", "Override", "Record", "String"));

    private JavaNames() {}

    /** {@code valid_until} becomes {@code validUntil}; a reserved word gets an underscore behind. */
    static String member(String protoName) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < protoName.length(); i++) {
            char c = protoName.charAt(i);
            if (c == '_') {
                upper = name.length() > 0;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        if (name.length() > 0) {
            name.setCharAt(0, Character.toLowerCase(name.charAt(0)));
        }
        return TAKEN.contains(name.toString()) ? name + "_" : name.toString();
    }

    static String upperFirst(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** {@code IncrementOnce} becomes {@code INCREMENT_ONCE}. */
    static String constant(String camelCase) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            boolean starts = Character.isUpperCase(c)
                    && i > 0
                    && (!Character.isUpperCase(camelCase.charAt(i - 1))
                            || i + 1 < camelCase.length() && Character.isLowerCase(camelCase.charAt(i + 1)));
            if (starts && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
            name.append(Character.toUpperCase(c));
        }
        return name.toString();
    }

    /** {@code COLOR_RED} of {@code Color} becomes {@code RED}. */
    static String enumValue(String enumName, String valueName) {
        String prefix = constant(enumName) + "_";
        boolean prefixed = valueName.startsWith(prefix)
                && Character.isLetter(valueName.charAt(Math.min(prefix.length(), valueName.length() - 1)))
                && valueName.length() > prefix.length();
        return prefixed ? valueName.substring(prefix.length()) : valueName;
    }
}
