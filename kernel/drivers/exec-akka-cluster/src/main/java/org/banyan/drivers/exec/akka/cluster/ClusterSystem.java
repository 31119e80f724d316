package org.banyan.drivers.exec.akka.cluster;

import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.remote.RemoteTransportException;
import akka.remote.artery.tcp.SSLEngineProviderSetup;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.banyan.spi.network.NetworkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and ends the actor system of a member. */
final class ClusterSystem {
    static final String NAME = "banyan-verify";
    static final String NODE = "node";
    static final String WORKER = "worker";

    private static final long TERMINATION_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.verify");

    private ClusterSystem() {}

    /** @throws NetworkException if the endpoint cannot be listened on */
    static ActorSystem start(ClusterEndpoint self, String role, SSLContext tls) {
        ClassLoader loader = ClusterSystem.class.getClassLoader();
        Config config = ConfigFactory.empty()
                .withValue("akka.remote.artery.canonical.hostname", ConfigValueFactory.fromAnyRef(self.host()))
                .withValue("akka.remote.artery.canonical.port", ConfigValueFactory.fromAnyRef(self.port()))
                .withValue("akka.cluster.roles", ConfigValueFactory.fromIterable(List.of(role)))
                .withFallback(ConfigFactory.parseResources(loader, "banyan-verify-cluster.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved(ActorSystem.class.getClassLoader()))
                .resolve();
        ActorSystemSetup setup = ActorSystemSetup.create(
                BootstrapSetup.create(config).withClassloader(loader),
                SSLEngineProviderSetup.create(system -> new ContextEngines(tls)));
        try {
            return ActorSystem.create(NAME, setup);
        } catch (RemoteTransportException taken) {
            throw new NetworkException(
                    "cannot listen for verify workers on " + self + ": " + taken.getMessage(), taken);
        }
    }

    static Address address(ClusterEndpoint endpoint) {
        return new Address("akka", NAME, endpoint.host(), endpoint.port());
    }

    static void end(ActorSystem system) {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(TERMINATION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Nothing depends on it: chunks were given up, and the threads end with the process.
            LOG.warn("the cluster's actors did not end within {} s", TERMINATION_SECONDS, late);
        }
    }
}
