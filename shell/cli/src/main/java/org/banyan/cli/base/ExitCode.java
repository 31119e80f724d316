package org.banyan.cli.base;

/** Exit codes of every Banyan process. Stable: service managers decide by them whether to restart. Source: CONVENTIONS.md 4. */
public enum ExitCode {
    OK(0),
    BUG(1),
    USAGE(2),
    CONFIG(3),
    NETWORK_MISMATCH(4),
    DIRECTORY_IN_USE(5),
    STORE(6),
    KEY(7),
    UNREACHABLE(8),
    PORT_TAKEN(9),
    UPGRADE_NEEDED(10),
    DOUBLE_SIGN_REFUSED(11),
    CHECK_NEGATIVE(12);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
