package org.banyan.node.exit;

/** The node refuses to start or to go on: says what, where and what to do. Nothing was changed. */
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    public RefusalException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    public RefusalException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ExitCode code() {
        return code;
    }
}
