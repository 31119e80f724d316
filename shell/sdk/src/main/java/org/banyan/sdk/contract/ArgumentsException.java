package org.banyan.sdk.contract;

/** Arguments do not fit a method's request. The message says which field and what it wants. */
public final class ArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    ArgumentsException(String field, String message) {
        super(field.isEmpty() ? message : "field '" + field + "' " + message);
        this.field = field;
    }

    /** Path of the field, such as {@code transfers[2].to}; empty for the arguments as a whole. */
    public String field() {
        return field;
    }
}
