package org.banyan.drivers.net.grpc;

import org.banyan.spi.network.Network;
import org.banyan.spi.network.NetworkFactory;
import org.banyan.spi.network.NetworkListener;
import org.banyan.spi.network.NetworkSetup;

/** Makes {@link GrpcNetwork}s, as {@code grpc}. */
public final class GrpcNetworkFactory implements NetworkFactory {
    @Override
    public String id() {
        return "grpc";
    }

    @Override
    public Network open(NetworkSetup setup, NetworkListener listener) {
        return GrpcNetwork.open(setup, listener);
    }
}
