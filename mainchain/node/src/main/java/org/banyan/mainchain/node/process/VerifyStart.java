package org.banyan.mainchain.node.process;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.banyan.drivers.exec.akka.cluster.ClusterEndpoint;
import org.banyan.drivers.exec.akka.cluster.VerifyCluster;
import org.banyan.drivers.exec.akka.cluster.VerifyWorker;
import org.banyan.drivers.net.grpc.NodeContexts;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.VerifyChoices;
import org.banyan.node.chain.VerifyHelp;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.MissingPluginException;
import org.banyan.node.host.Plugins;
import org.banyan.node.operations.NodeMetrics;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.spi.network.NetworkException;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.spi.network.PeerAddress;
import org.banyan.spi.verification.VerifyWorkers;
import org.banyan.types.crypto.CryptoSuite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a node to machines that verify signatures for it, and makes this process one of them. */
public final class VerifyStart {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.verify");
    private static final List<String> EVERY_ADDRESS = List.of("0.0.0.0", "::", "");

    private VerifyStart() {}

    /**
     * The help that the configuration asks for.
     *
     * @throws RefusalException if the port cannot be had
     */
    static VerifyHelp open(DataDirectory directory, Configuration configuration, Plugins plugins, NodeMetrics metrics) {
        List<NodeId> workers = configuration.get(VerifyChoices.WORKERS);
        if (workers.isEmpty()) {
            return VerifyHelp.NONE.observed(metrics.verification(VerifyWorkers.NONE));
        }
        ClusterEndpoint self = endpoint(configuration);
        NodeIdentity identity = PeerStart.identity(directory.keys(), plugins);
        try {
            VerifyCluster cluster = VerifyCluster.open(
                    self,
                    NodeContexts.of(identity, new SystemTimeSource(), Set.copyOf(workers)),
                    VerifyChoices.limit(configuration));
            int sample = configuration.get(VerifyChoices.SAMPLE);
            LOG.warn(
                    "node {} listens for {} verify workers on {} and believes them but for {} % of what they call valid: they must"
                            + " be machines of your own",
                    identity.id(), workers.size(), self, sample);
            return new VerifyHelp(cluster, sample, new SecureRandom()::nextLong, metrics.verification(cluster));
        } catch (NetworkException failed) {
            throw taken(failed);
        }
    }

    /**
     * Starts to verify for the node that the configuration names.
     *
     * @throws RefusalException if it names none, or the port cannot be had
     */
    public static VerifyWorker worker(DataDirectory directory, Configuration configuration, Plugins plugins) {
        PeerAddress node = configuration
                .get(VerifyChoices.NODE)
                .orElseThrow(
                        () -> new RefusalException(
                                ExitCode.CONFIG,
                                "verify-worker does not know its node; give it with --verify-node NODE-ID@HOST:PORT, where"
                                        + " 'banyan node id' on the node says its id, and its verify-host and verify-port are the rest"));
        ClusterEndpoint self = endpoint(configuration);
        NodeIdentity identity = PeerStart.identity(directory.keys(), plugins);
        int wanted = configuration.get(NodeSettings.WORKERS);
        int threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        try {
            VerifyWorker worker = VerifyWorker.start(
                    self,
                    new ClusterEndpoint(node.host(), node.port()),
                    NodeContexts.of(identity, new SystemTimeSource(), Set.of(node.id())),
                    id -> suite(plugins, id),
                    threads);
            LOG.info(
                    "verify worker {} listens on {} and verifies on {} threads for node {} at {}:{}, whose verify-workers must"
                            + " name it",
                    identity.id(),
                    self,
                    threads,
                    node.id(),
                    node.host(),
                    node.port());
            return worker;
        } catch (NetworkException failed) {
            throw taken(failed);
        }
    }

    private static Optional<CryptoSuite> suite(Plugins plugins, String id) {
        try {
            return Optional.of(plugins.suite(id));
        } catch (MissingPluginException unknown) {
            return Optional.empty();
        }
    }

    private static ClusterEndpoint endpoint(Configuration configuration) {
        String host = configuration.get(VerifyChoices.HOST);
        if (EVERY_ADDRESS.contains(host)) {
            throw new RefusalException(
                    ExitCode.CONFIG,
                    "verify-host is '" + host
                            + "', which others cannot connect to; give the address of this machine in the"
                            + " private network of node and workers");
        }
        return new ClusterEndpoint(host, configuration.get(VerifyChoices.PORT));
    }

    private static RefusalException taken(NetworkException failed) {
        return new RefusalException(
                ExitCode.PORT_TAKEN,
                failed.getMessage() + "; stop the other process, or choose another port with --verify-port",
                failed);
    }
}
