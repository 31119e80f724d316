package org.banyan.spi.store;

/** Another process has the directory open. */
public final class StoreLockedException extends StoreException {
    private static final long serialVersionUID = 1;

    public StoreLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
