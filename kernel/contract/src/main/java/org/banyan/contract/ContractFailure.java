package org.banyan.contract;

import java.util.Objects;

/**
 * A call failed by the caller's or the contract's fault. The kernel rolls the call back and writes code and message into the receipt; both are part of
 * consensus, so the message must be deterministic.
 */
public final class ContractFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Longest message in UTF-16 units; longer ones are cut. */
    public static final int MESSAGE_MAX = 256;

    private final transient FailureCode code;

    public ContractFailure(FailureCode code, String message) {
        super(message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message, null, false, false);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    public String text() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
