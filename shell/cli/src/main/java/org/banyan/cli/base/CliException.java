package org.banyan.cli.base;

/** The command cannot do what was asked: a stable code, what is wrong and where, and what to do. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String fix;
    private final ExitCode exit;

    /** @param code stable, capital letters with underscores */
    public CliException(ExitCode exit, String code, String what, String fix) {
        super(what);
        this.exit = exit;
        this.code = code;
        this.fix = fix;
    }

    public static CliException usage(String what, String fix) {
        return new CliException(ExitCode.USAGE, "ARGUMENT_INVALID", what, fix);
    }

    public String code() {
        return code;
    }

    public String fix() {
        return fix;
    }

    public ExitCode exit() {
        return exit;
    }
}
