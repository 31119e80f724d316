package org.banyan.drivers.exec.akka.cluster;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.banyan.spi.verification.OfferedChunk;
import org.banyan.spi.verification.VerifyWorkers;

/** The node's end of the cluster: workers join it, get chunks while they are there, and are not missed when they go. Thread-safe. */
public final class VerifyCluster implements VerifyWorkers {
    private final ActorSystem system;
    private final ActorRef node;
    private final NodeActor.Shared shared = new NodeActor.Shared(new AtomicBoolean(), new AtomicInteger());

    /**
     * Listens for workers.
     *
     * @param self where workers reach this process
     * @param tls proves to them who this node is, and decides who may be one of them
     * @param limit after which a chunk without an answer is verified here
     * @throws org.banyan.spi.network.NetworkException if {@code self} cannot be listened on
     */
    public static VerifyCluster open(ClusterEndpoint self, SSLContext tls, Duration limit) {
        return new VerifyCluster(self, tls, limit);
    }

    private VerifyCluster(ClusterEndpoint self, SSLContext tls, Duration limit) {
        this.system = ClusterSystem.start(self, ClusterSystem.NODE, tls);
        this.node = system.actorOf(NodeActor.props(limit, shared), NodeActor.NAME);
        Cluster cluster = Cluster.get(system);
        cluster.join(cluster.selfAddress());
    }

    @Override
    public boolean present() {
        return shared.present().get();
    }

    @Override
    public void offer(OfferedChunk chunk) {
        if (!present()) {
            return;
        }
        if (shared.pendingOffers().incrementAndGet() > Dispatch.OFFERS_MAX) {
            shared.pendingOffers().decrementAndGet();
            return;
        }
        node.tell(new NodeActor.Offer(chunk), ActorRef.noSender());
    }

    @Override
    public void distrust(String worker, String why) {
        node.tell(new NodeActor.Distrust(worker, why), ActorRef.noSender());
    }

    @Override
    public void close() {
        ClusterSystem.end(system);
    }
}
