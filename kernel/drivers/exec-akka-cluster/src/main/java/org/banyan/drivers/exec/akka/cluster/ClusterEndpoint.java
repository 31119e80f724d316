package org.banyan.drivers.exec.akka.cluster;

/**
 * Where a member of the cluster listens, by the name under which the others reach it.
 *
 * @param host name or literal address without brackets
 */
public record ClusterEndpoint(String host, int port) {
    private static final int PORT_MAX = 65_535;

    public ClusterEndpoint {
        if (host.isEmpty() || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "a member of the cluster listens on HOST:PORT but was given '" + host + ":" + port + "'");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
