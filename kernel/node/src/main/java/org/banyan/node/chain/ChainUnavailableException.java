package org.banyan.node.chain;

/** The chain cannot take the request now. Nothing happened; trying again is safe. */
public final class ChainUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public enum Reason {
        /** As many requests wait as may, or the answer took too long: try again later. */
        BUSY,
        /** The chain is stopping or has stopped. */
        STOPPED
    }

    private final Reason reason;

    ChainUnavailableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
