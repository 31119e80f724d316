package org.banyan.types.receipt;

/** Outcome of a transaction that stands in a block. Codes are never reused. */
public enum Status {
    SUCCEEDED(0),
    /** The call failed and was rolled back; the fee was charged. */
    FAILED(1);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** @throws IllegalArgumentException if no status has this code */
    public static Status of(int code) {
        return switch (code) {
            case 0 -> SUCCEEDED;
            case 1 -> FAILED;
            default -> throw new IllegalArgumentException("status " + Integer.toUnsignedString(code) + " is unknown");
        };
    }
}
