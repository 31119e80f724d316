package org.banyan.spi.network;

/** Makes networks. Found by {@link java.util.ServiceLoader}. */
public interface NetworkFactory {
    /** Name in a node's settings, such as {@code grpc}. */
    String id();

    /**
     * Opens a network and listens.
     *
     * @throws NetworkException if the address cannot be listened on
     */
    Network open(NetworkSetup setup, NetworkListener listener);
}
