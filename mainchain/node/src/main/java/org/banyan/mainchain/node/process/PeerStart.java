package org.banyan.mainchain.node.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.core.peers.PeerSettings;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.NodeKeyFile;
import org.banyan.drivers.crypto.keystore.SecureEntropy;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.chain.ThreadLane;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.host.Plugins;
import org.banyan.node.network.PeerLoop;
import org.banyan.node.operations.NodeMetrics;
import org.banyan.node.operations.PeerMetrics;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.spi.network.NetworkException;
import org.banyan.spi.network.NetworkSetup;
import org.banyan.spi.network.NodeIdentity;
import org.banyan.types.crypto.CryptoSuite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the node to peers as the configuration says. */
public final class PeerStart {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.peers");
    private static final String DRIVER = "grpc";

    private PeerStart() {}

    /** A loop and what it tells of its peers. */
    record Open(PeerLoop loop, Health.Peering peering, NetworkSetup setup) {
        /**
         * Listens; after the chains are open.
         *
         * @throws RefusalException if the port cannot be had
         */
        void listen() {
            try {
                loop.start();
                LOG.info(
                        "node {} listens for peers on {}:{} and keeps links to {}",
                        setup.identity().id(),
                        setup.host(),
                        loop.port(),
                        peering.named());
            } catch (NetworkException failed) {
                boolean taken = String.valueOf(failed.getMessage()).contains("in use");
                throw new RefusalException(
                        taken ? ExitCode.PORT_TAKEN : ExitCode.CONFIG,
                        failed.getMessage()
                                + "; stop the other process, or choose another port with --p2p-port (0 takes a"
                                + " free one)",
                        failed);
            }
        }
    }

    /**
     * Who this node is to its peers; its key is made when there is none.
     *
     * @param keys of the node's data directory
     */
    public static NodeIdentity identity(Path keys, Plugins plugins) {
        CryptoSuite suite = plugins.suite(StandardCryptoSuites.SECP256K1);
        return new NodeIdentity(
                suite, NodeKeyFile.open(keys.resolve(NodeKeyFile.NAME), suite.defaultScheme(), new SecureEntropy()));
    }

    /** What is to listen; empty when the node is to have no peers. */
    static Optional<Open> open(
            DataDirectory directory,
            Configuration configuration,
            Plugins plugins,
            NodeMetrics metrics,
            Consumer<Throwable> onFailure) {
        if (!PeerChoices.on(configuration)) {
            return Optional.empty();
        }
        NodeIdentity identity = identity(directory.keys(), plugins);
        PeerSettings settings = PeerChoices.settings(
                configuration,
                identity.id(),
                "banyan/" + Version.NUMBER,
                AllowFile.of(directory.root(), configuration).nodes());
        NetworkSetup setup = new NetworkSetup(
                identity,
                configuration.get(PeerChoices.P2P_HOST),
                PeerChoices.port(configuration),
                PeerChoices.limits(configuration),
                Duration.ofSeconds(configuration.get(PeerChoices.P2P_CERTIFICATE_SECONDS)),
                new SystemTimeSource());
        PeerMetrics figures = metrics.peers(LOG::info);
        PeerLoop loop = new PeerLoop(plugins.network(DRIVER), setup, settings, ThreadLane::new, figures, onFailure);
        return Optional.of(
                new Open(loop, new Health.Peering(figures, settings.dialed().size()), setup));
    }
}
