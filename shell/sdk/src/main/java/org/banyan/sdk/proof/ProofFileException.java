package org.banyan.sdk.proof;

/** A proof file cannot be read as one: it says nothing, neither true nor false. The message says what is wrong with it. */
public final class ProofFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProofFileException(String message) {
        super(message);
    }
}
