package org.banyan.spi.store;

/** The store failed. After a failed write the process must stop and reopen: what was buffered may be gone. Never retried. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
