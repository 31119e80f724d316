package org.banyan.sdk.contract;

/** Arguments do not fit a method's request. The message says which field and what it wants. */
public final class ArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String what;

    ArgumentsException(String field, String wrong) {
        super(field.isEmpty() ? wrong : "field '" + field + "' " + wrong);
        this.field = field;
        this.what = field.isEmpty() ? wrong : "field '" + field + "' " + wrong;
    }

    /** The message. */
    public String what() {
        return what;
    }

    /** Path of the field, such as {@code transfers[2].to}; empty for the arguments as a whole. */
    public String field() {
        return field;
    }
}
