package org.banyan.core.snapshot;

/** A snapshot cannot be made of this store. The store is as it was. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SnapshotException(String message) {
        super(message);
    }
}
