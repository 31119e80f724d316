package org.banyan.contract.test;

/**
 * What the tests say about one method's access declaration.
 *
 * @param method with its contract: {@code token.Transfer}
 * @param text what is wrong and what to do
 */
record AccessFinding(Kind kind, String method, String text) {
    enum Kind {
        /** A call touched what its method does not declare: that test has failed. */
        WRONG(true),
        /** A declared key that no call touched. */
        TOO_WIDE(true),
        /** A declared write that no call needed to be one. */
        TOO_STRONG(true),
        /** Nothing is declared, and could be. */
        UNDECLARED(true),
        /** Nothing is declared, and cannot be. */
        UNKNOWN(false),
        /** No call succeeded, so nothing is known. */
        UNTESTED(false),
        FITS(false);

        private final boolean warned;

        Kind(boolean warned) {
            this.warned = warned;
        }

        boolean isWarned() {
            return warned;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%-10s %s: %s", kind.label(), method, text);
    }
}
