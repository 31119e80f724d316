package org.banyan.drivers.net.grpc;

import java.util.Set;
import javax.net.ssl.SSLContext;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.spi.time.TimeSource;

/** TLS by node keys for other protocols of this process: no authority and no files, the node ids are all that both sides need to know. */
public final class NodeContexts {
    private NodeContexts() {}

    /**
     * A context for connections in both directions, TLS 1.3: it shows a certificate of this node, renewed as time passes, and takes those of {@code trusted}
     * alone. Servers must ask clients for their certificate.
     */
    public static SSLContext of(NodeIdentity identity, TimeSource time, Set<NodeId> trusted) {
        return new NodeTls(identity, NodeCertificate.LIFETIME, time).contextFor(Set.copyOf(trusted)::contains);
    }
}
