package org.banyan.spi.network;

/** The network cannot be opened; says where and why. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
