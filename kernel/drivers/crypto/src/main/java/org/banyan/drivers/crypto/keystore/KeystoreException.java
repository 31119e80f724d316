package org.banyan.drivers.crypto.keystore;

import org.jspecify.annotations.Nullable;

/** A key cannot be stored or opened. The message says which file and what to do, and never holds a secret. Process exit code 7 (CONVENTIONS.md 4). */
public final class KeystoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong; stable, for programs. */
    public enum Reason {
        NOT_FOUND,
        EXISTS,
        BAD_INPUT,
        WRONG_PASSWORD_OR_CHANGED,
        MALFORMED,
        PERMISSIONS,
        STORAGE
    }

    private final Reason reason;

    public KeystoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public KeystoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
