package org.banyan.spi.store;

/** A record did not pass its checksum or its form: refetch the data from peers or a snapshot; nothing is repaired silently. */
public final class StoreCorruptException extends StoreException {
    private static final long serialVersionUID = 1;

    public StoreCorruptException(String message) {
        super(message);
    }

    public StoreCorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
