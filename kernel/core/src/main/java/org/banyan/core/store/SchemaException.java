package org.banyan.core.store;

/** The store belongs to another chain or another version of this software. It is left as it is. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, for exit codes. */
    public enum Kind {
        OTHER_CHAIN,
        NEWER_SCHEMA,
        OLDER_SCHEMA
    }

    private final Kind kind;

    SchemaException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
