package org.banyan.node.exit;

/** Exit codes of every Banyan process. Stable: service managers decide by them whether to restart. Source: CONVENTIONS.md 4. */
public enum ExitCode {
    OK(0),
    BUG(1),
    USAGE(2),
    CONFIG(3),
    GENESIS_MISMATCH(4),
    DIRECTORY_IN_USE(5),
    STORE(6),
    KEY(7),
    UNREACHABLE(8),
    PORT_TAKEN(9),
    UPGRADE_NEEDED(10),
    DOUBLE_SIGN_REFUSED(11),
    CHECK_NEGATIVE(12),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
