package org.banyan.node.signing;

/** The record of a sign guard cannot be trusted or kept. Not retryable: the node must not sign until an operator has looked. */
public final class SignGuardException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SignGuardException(String message) {
        super(message);
    }

    public SignGuardException(String message, Throwable cause) {
        super(message, cause);
    }
}
