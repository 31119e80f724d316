package org.banyan.types;

/**
 * Stable name of the rule that something from outside broke, such as {@code DPOS-3}. Published with its page of rules, never reused.
 *
 * @param text capital letters, digits and dashes, starting with a letter, at most {@value #LENGTH_MAX}
 */
public record RuleId(String text) implements Comparable<RuleId> {
    public static final int LENGTH_MAX = 32;

    public RuleId {
        boolean allowed = !text.isEmpty()
                && text.length() <= LENGTH_MAX
                && isCapital(text.charAt(0))
                && text.chars().allMatch(c -> isCapital(c) || c >= '0' && c <= '9' || c == '-');
        if (!allowed) {
            throw new IllegalArgumentException("a rule id is 1 to " + LENGTH_MAX
                    + " capital letters, digits and dashes, starting with a letter, but was '" + text + "'");
        }
    }

    private static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z';
    }

    @Override
    public int compareTo(RuleId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
