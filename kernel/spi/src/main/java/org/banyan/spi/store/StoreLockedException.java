package org.banyan.spi.store;

/** Another process, or another part of this one, has the directory open. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1;

    public StoreLockedException(String message) {
        super(message);
    }

    public StoreLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
